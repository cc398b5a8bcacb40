package main

import (
	"testing"

	"github.com/incidentkit/incident/incidenttest"
)

func TestChat(t *testing.T) {
	if err := incidenttest.TestRenderer(Chat{}); err != nil {
		t.Error(err)
	}
}

func Example() {
	main()
	// Output:
	// *Checkout is slow*
	// • Shop - Checkout
	// > Resolved
	// > Payments are fast again.
	// > Posted Mar 05, 2024 - 11:10 CET
	// > Investigating
	// > Payments take long, &lt;!channel&gt;.
	// >
	// > Next update by 10:47 CET
	// > Posted Mar 05, 2024 - 10:17 CET
}
