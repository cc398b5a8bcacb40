package claim_test

import (
	"testing"
	"time"

	"github.com/incidentkit/incident/claim"
)

func BenchmarkRead(b *testing.B) {
	at := time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)
	for _, bb := range []struct{ name, body string }{
		{"promise", "We are continuing to investigate this issue. We will post another update within 30 minutes, or by 10:45 UTC at the latest."},
		{"postmortem", "The service is stable. A full root cause analysis will be published within 5 business days."},
		{"times", "Between 10:05 and 10:40 CET about 5% of requests failed; 32 conversations were lost for 1 hour and 20 minutes."},
		{"denial", "Exports and webhooks are not affected. This does not impact the Import API, and Search remained unaffected."},
		{"prose", "A certificate on the load balancer had expired, and the job that renews it had been turned off during a migration last year. " +
			"Customers saw errors when they signed in. We have renewed the certificate and turned the job on again."},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(bb.body)))
			for b.Loop() {
				claim.Read(bb.body, at, time.UTC)
			}
		})
	}
}

func BenchmarkBoilerplate(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		claim.Boilerplate("We are continuing to monitor for any further issues")
	}
}
