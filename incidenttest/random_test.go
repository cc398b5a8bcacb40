package incidenttest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/incidentkit/incident/incidenttest"
)

var _ = time.UTC

func TestTmp(t *testing.T) {
	for seed := range uint64(3000) {
		if err := incidenttest.Random(seed).Validate(); err != nil {
			t.Fatal(seed, err)
		}
		incidenttest.Hostile(seed)
	}
	fmt.Println(incidenttest.Random(1).Title)
}
