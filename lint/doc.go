// Package lint finds mistakes in reports that the report itself reveals: times
// in a zone that was not in force, a day that the updates contradict, a promise
// that was not kept, a component that is listed as affected and said not to be.
// Authors learn of them before their readers do.
//
// Start with [Check]:
//
//	for _, f := range lint.Check(inc, lint.Options{Profile: lint.Public}) {
//		fmt.Println(f)
//	}
//
// Each [Rule] looks for one kind of fault. [Rules] returns the rules of this
// package; [Options.Rules] replaces or extends them. A finding with severity
// [Error] is a contradiction or a loss of meaning, a [Warning] is probably a
// fault, and an [Info] is a matter of style.
//
// The rules judge what readers see. They rely on the claims and promises that
// package claim finds and on the metrics of package incident. A value that a
// reader of package parse left open contradicts nothing.
//
// # Silencing
//
// A comment in a body silences a rule in its update or section. It has to give
// a reason:
//
//	<!-- lint:ignore update-missed: the page itself was down -->
//
// A comment without a reason is a finding, and so is one that silences nothing.
package lint
