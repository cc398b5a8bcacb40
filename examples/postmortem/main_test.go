package main

func Example() {
	main()
	// Output:
	// == Minimal
	//
	// ---
	// incident: k3v9
	// state: draft
	// zone: Europe/Copenhagen
	// ---
	//
	// # Checkout is slow
	//
	// ## Summary
	//
	// <!-- What happened and why, in a few sentences. -->
	//
	// ## Impact
	//
	// <!-- Who was affected, and how. -->
	//
	// - **Start:** 2024-03-05 10:05 CET
	// - **End:** 2024-03-05 11:02 CET
	// - **Duration:** 57 min
	// - **Affected:** Checkout
	//
	// ## Timeline
	//
	// <!-- What happened when. -->
	//
	// | Time (CET)         | Event                                                               |
	// | ------------------ | ------------------------------------------------------------------- |
	// | Mar 5, 2024, 10:05 | The link begins to drop packets. <!-- milestone: impact_started --> |
	// | 10:11              | Alarm: payments take 9 s. <!-- milestone: detected -->              |
	// | 10:17              | Investigating: Payments take longer than usual.                     |
	// | 10:40              | Identified: A link to our payment provider drops packets.           |
	// | 10:52              | The link is taken out. <!-- milestone: mitigated -->                |
	// | 11:02              | The queue of payments is empty. <!-- milestone: impact_ended -->    |
	// | 11:10              | Resolved: Payments are fast again.                                  |
	//
	// ## Action Items
	//
	// <!-- What we do so that it does not happen again. -->
	//
	// - TODO
	//
	// == Public postmortem on Statuspage
	//
	// ---
	// incident: k3v9
	// state: draft
	// zone: Europe/Copenhagen
	// ---
	//
	// # Checkout is slow
	//
	// <!-- section, kind: closing -->
	//
	// <!-- Apologise, for what the readers could not do. Plainly, and before anything else. -->
	//
	// <!-- section, kind: summary -->
	//
	// <!-- Show that you understand what happened: when, to whom, and why, in words that need no insight into the system. -->
	//
	// <!-- section, kind: actions -->
	//
	// <!-- Explain how you make it less likely: what is done already, and what is yet to come. -->
	//
	// - TODO
	//
	// == Azure preliminary post incident review
	//
	// ---
	// incident: k3v9
	// state: draft
	// zone: Europe/Copenhagen
	// ---
	//
	// # Checkout is slow
	//
	// ## What happened?
	//
	// <!-- From when until when which customers were affected, and what they met with. -->
	//
	// <!-- fields -->
	//
	// - **Start:** 2024-03-05 10:05 CET
	// - **End:** 2024-03-05 11:02 CET
	// - **Duration:** 57 min
	// - **Affected:** Checkout
	//
	// ## What do we know so far?
	//
	// <!-- kind: root_cause -->
	//
	// <!-- What is certain, what is likely, and what is still looked into. Say which is which. -->
	//
	// ## How did we respond? (CET)
	//
	// <!-- kind: timeline -->
	//
	// <!-- When it was detected, what was tried, and what helped, in order. -->
	//
	// - **Mar 5, 2024, 10:05** The link begins to drop packets. <!-- milestone: impact_started -->
	// - **10:11** Alarm: payments take 9 s. <!-- milestone: detected -->
	// - **10:17** Investigating: Payments take longer than usual.
	// - **10:40** Identified: A link to our payment provider drops packets.
	// - **10:52** The link is taken out. <!-- milestone: mitigated -->
	// - **11:02** The queue of payments is empty. <!-- milestone: impact_ended -->
	// - **11:10** Resolved: Payments are fast again.
	//
	// ## What happens next?
	//
	// <!-- When the final report is due, and what is done until then. -->
	//
	// - TODO
}
