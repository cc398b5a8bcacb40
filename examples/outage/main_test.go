package main

func Example() {
	main()
	// Output:
	// Payments are declined
	//
	// Incident Report for Example Pay
	//
	// Postmortem
	//
	// Summary
	//
	// From 10:05 to 10:36 CET one card payment in five was declined.
	//
	// Timeline (CET)
	//
	//   • 10:05 A network change takes effect.
	//   • 10:11 Alarm: declined payments.
	//   • 10:36 The faulty link is out of service.
	//
	// What we change
	//
	//   • Watch each link on its own.
	//   • Leave a link by itself when it drops requests.
	//
	// Posted Mar 05, 2024 - 16:30 CET
	//
	// Resolved
	//
	// Payments have been normal for half an hour.
	// Posted Mar 05, 2024 - 11:10 CET
	//
	// Monitoring
	//
	// All payments go over the other link and are accepted again.
	// Posted Mar 05, 2024 - 10:39 CET
	//
	// Identified
	//
	// One of our two links to the card networks drops requests. We are taking it out.
	// Posted Mar 05, 2024 - 10:28 CET
	//
	// Investigating
	//
	// About one card payment in five is declined. Payments by invoice work.
	//
	// Next update by 10:45 CET
	// Posted Mar 05, 2024 - 10:17 CET
	// This incident affected: Payments (Cards).
}
