package main

func Example() {
	main()
	// Output:
	// Jan 18 22:10 CET  Jan 18 16:10 EST  Jan 19 02:40 IST  The queue of positions stops.
	// Jan 19 00:20 CET  Jan 18 18:20 EST  Jan 19 04:50 IST  The cause is found: a full disk.
	// Jan 19 04:50 CET  Jan 18 22:50 EST  Jan 19 09:20 IST  The queue is empty.
}
