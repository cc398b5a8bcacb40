package main

func Example() {
	main()
	// Output:
	// Example Mail: Mail is late: update due by Mar 5, 04:20 EST (21 min ago), overdue
	// Example Pay: Payments are declined: update due by Mar 5, 10:45 CET (in 4 min), pending
	// Example Ledger: Exports fail: postmortem due by Mar 9, 00:00 UTC (in 3 d 14 h), pending
}
