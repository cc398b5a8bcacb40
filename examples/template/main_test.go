package main

func Example() {
	main()
	// Output:
	// ---
	// state: draft
	// zone: Europe/Copenhagen
	// ---
	//
	// # Labels are not printed
	//
	// ## In one sentence
	//
	// <!-- kind: summary -->
	//
	// <!-- What customers could not do, and why. No names of systems. -->
	//
	// ## Parcels and depots
	//
	// <!-- kind: impact -->
	//
	// <!-- How many parcels were late, and at which depots. -->
	//
	// - **From:** 2024-01-18 08:10 CET
	// - **Until:** 2024-01-18 09:00 CET
	// - **That is:** 50 min
	// - **Parcels late:** TODO
	//
	// ## What happened when (CET)
	//
	// - **Jan 18, 2024, 08:10** The first label is late. <!-- milestone: impact_started -->
	// - **08:30** Investigating: Depots cannot print labels.
	// - **09:00** All printers are back. <!-- milestone: impact_ended -->
	// - **09:05** Resolved: Labels are printed again.
	//
	// Still to do:
	// - In one sentence: placeholder
	// - Parcels and depots: placeholder
	// - Parcels and depots, Parcels late: placeholder
}
