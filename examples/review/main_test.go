package main

func Example() {
	main()
	// Output:
	// PM.md:16: section "Impact" of template minimal is still to be written
	// PM.md:20: field "Duration" of section "Impact" of template minimal is still to be written
	// PM.md:32: section "Action Items" of template minimal is still to be written
	//
	// Checkout is slow
	//
	// Incident Report for Example Shop
	//
	// Postmortem
	//
	// Summary
	//
	// A link to our payment provider dropped packets, and each of them was sent again after three seconds.
	//
	// Impact
	//
	// One payment in five took longer than 9 seconds.
	// Start: 2024-03-05 10:05 CET
	// End: 2024-03-05 11:02 CET
	// Duration: 57 min
	//
	// Timeline
	//
	// Time (CET) Event
	// Mar 5, 2024, 10:05 The link drops packets.
	// 10:11 Alarm: payments take 9 s.
	// 11:02 The queue of payments is empty.
	//
	// Action Items
	//
	//   • Watch the packet loss of the link
	//
	// Posted Mar 08, 2024 - 10:00 CET
}
