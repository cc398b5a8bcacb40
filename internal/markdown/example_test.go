package markdown_test

import (
	"fmt"

	"github.com/incidentkit/incident/internal/markdown"
)

const body = `**Checkout** is back.

1. We rolled back ` + "`proxy 4.2`" + `
2. We added [an alarm](https://example.com/alarm)
`

func ExampleText() {
	fmt.Printf("%s\n", markdown.Text{}.Append(nil, body))
	// Output:
	// Checkout is back.
	//
	//   1. We rolled back proxy 4.2
	//   2. We added an alarm (https://example.com/alarm)
}

func ExampleHTML() {
	fmt.Printf("%s\n", markdown.HTML{}.Append(nil, body))
	// Output:
	// <p><strong>Checkout</strong> is back.</p>
	// <ol>
	// <li>We rolled back <code>proxy 4.2</code></li>
	// <li>We added <a href="https://example.com/alarm" rel="nofollow noopener">an alarm</a></li>
	// </ol>
}

func ExampleAppendFromText() {
	text := "What we do next:\n  • Patch the proxy\n  • Test it at 100 % * 2\n- Ops"
	fmt.Printf("%s\n", markdown.AppendFromText(nil, text))
	// Output:
	// What we do next:
	//
	// - Patch the proxy
	// - Test it at 100 % \* 2
	//
	// \- Ops
}

func ExampleAppendEscaped() {
	title := "Errors in C# #\nand *only* there"
	fmt.Printf("# %s\n", markdown.AppendEscaped(nil, title, markdown.Heading))
	// Output: # Errors in C# # and \*only\* there
}

func ExamplePart() {
	fmt.Println(markdown.Part{Shift: 2}.Source("# Cause\n\nA <b>bug</b>."))
	// Output:
	// ### Cause
	//
	// A \<b>bug\</b>.
}

func ExampleCheck() {
	deep := ""
	for range 100 {
		deep += "> "
	}
	fmt.Println(markdown.Check("plain"), "/", markdown.Check(deep))
	// Output: <nil> / line 1: more than 32 levels of lists and quotations
}
