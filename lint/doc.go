// Package lint finds what a report gets wrong about itself: times in a zone
// that was not in force, a day that the updates contradict, a promise that was
// not kept, a component that is listed and denied. It tells authors before
// their readers do.
//
//	for _, f := range lint.Check(inc, lint.Options{Profile: lint.Public}) {
//		fmt.Println(f)
//	}
//
// Each [Rule] looks for one kind of fault. [Rules] has those of this package;
// add your own to [Options.Rules]. An error is a contradiction, or a loss of
// meaning; a warning is probably a fault; an info is a matter of style.
//
// The rules judge what readers see. They rest on the claims and promises of
// package claim and on the metrics of package incident, and read nothing by
// themselves: what a reader of package parse left open contradicts nothing.
//
// # Silencing
//
// A comment in a body silences a rule in the update or the section that it
// stands in. It says why:
//
//	<!-- lint:ignore update-missed: the page itself was down -->
//
// A comment without a reason, and one that silences nothing, is a finding.
package lint
