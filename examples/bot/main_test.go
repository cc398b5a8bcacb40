package main

func Example() {
	main()
	// Output:
	// m3: status: unknown: "fixed" is none of investigating, identified, monitoring, resolved, scheduled, in_progress, verifying, completed
	// menu: [investigating identified monitoring resolved]
	// due: [update pending: 3m0s]
	//
	// Checkout is slow
	// Incident Report for Example Shop
	// Identified
	// A cache is full.
	//
	// Next update by 10:43 CET
	// Posted Mar 05, 2024 - 10:28 CET
	// Edited Mar 05, 2024 - 10:29 CET
	// Investigating
	// Payments take long.
	//
	// Next update by 10:47 CET
	// Posted Mar 05, 2024 - 10:17 CET
}
