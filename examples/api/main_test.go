package main

func Example() {
	main()
	// Output:
	// Checkout is slow
	//
	// Incident Report for Example Shop
	//
	// Monitoring
	//
	// A fix is out, and times are falling.
	// We keep watching.
	// Posted Mar 05, 2024 - 09:40 UTC
	//
	// Investigating
	//
	// Payments take longer than usual.
	// Posted Mar 05, 2024 - 09:17 UTC
	// This incident affects: Shop (Checkout).
}
