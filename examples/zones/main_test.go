package main

func Example() {
	main()
	// Output:
	// Parcels are not tracked
	// Incident Report for Example Freight
	// Postmortem
	//
	// Timeline (CET · EST · IST)
	//
	//   • Jan 18, 2024, 22:10 · 16:10 · Jan 19, 02:40 The queue of positions stops.
	//   • Jan 19, 00:20 · Jan 18, 18:20 · 04:50 The cause is found.
	//   • 04:50 · Jan 18, 22:50 · 09:20 The queue is empty.
	//
	// Posted Jan 22, 2024 - 10:00 CET · 04:00 EST · 14:30 IST
	//
	// Resolved
	// The map is complete again.
	// Posted Jan 19, 2024 - 05:05 CET · Jan 18, 23:05 EST · 09:35 IST
	// Investigating
	// Parcels have not moved on the map since 21:10 UTC.
	//
	// Next update by Jan 19, 00:30 CET · Jan 18, 18:30 EST · 05:00 IST
	// Posted Jan 18, 2024 - 22:40 CET · 16:40 EST · Jan 19, 03:10 IST
	// This incident affected: Tracking and Partner API.
}
