package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// runAt runs the command in a folder at a time.
func runAt(t *testing.T, dir, now, stdin string, args ...string) result {
	t.Helper()
	t.Chdir(dir)
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		t.Fatal(err)
	}
	var out, msg bytes.Buffer
	env := environment{stdin: strings.NewReader(stdin), stdout: &out, stderr: &msg, patience: time.Minute, now: func() time.Time { return at }}
	code := run(env, args)
	return result{code, out.String(), msg.String()}
}

// shop writes the files of an incident and its postmortem to a new folder.
func shop(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	const skeleton = "---\nincident: k3v9\nzone: Europe/Copenhagen\n---\n\n# Slow\n\n## Summary\n\nTODO\n"
	for name, text := range map[string]string{
		"in.json": newDocument(t, slow()), "PM.md": skeleton, "cut.json": `{"title": "Slow", `, "empty.json": "",
		"old.json": `{"title": "Slow", "update": []}`, "two.json": `[{"title": "One"}, {"title": "Two"}]`, "page.html": "<!DOCTYPE html><p>Slow</p>",
		"ist.txt": "Slow\r\nIncident Report for Example Shop\r\n\r\nResolved\r\nDone.\r\nPosted Mar 04, 2024 - 18:20 IST\r\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestMistakes makes the mistakes of somebody who is tired. Each message is one
// line that says what is wrong, where, and what to do, and no file changes.
func TestMistakes(t *testing.T) {
	const (
		morning  = "2024-03-05T09:17:42Z" // 10:17 in Copenhagen
		midnight = "2024-03-05T23:01:00Z"
		forward  = "2024-03-31T01:30:00Z" // 03:30, half an hour after the clocks
		back     = "2024-10-27T00:40:00Z" // 02:40, for the first time
	)
	dir := shop(t)
	before := filesOf(t, dir)
	for _, test := range []struct{ now, body, args, want string }{
		{morning, "", "begin a.json", "incident begin: add -title, which readers see first"},
		{morning, "", "begin -title=_ a.json", "incident begin: add -title"},
		{morning, "", "begin -title=T", "incident begin: want one FILE to write"},
		{morning, "", "begin -title=T in.json", "in.json: a file with that name exists; choose another name, or use incident post"},
		{morning, "", "begin -title=T no/a.json", "no/a.json: no such file or directory; make its folder first"},
		{morning, "", "begin -title=T .", ".: is a directory; name a file in that folder"},
		{morning, "", "begin -title=T -zone=copenhagen a.json", `-zone: zone "copenhagen" is unknown; did you mean Europe/Copenhagen?`},
		{morning, "", "begin -title=T -zone=PST a.json", `-zone: zone "PST" is unknown; write a name such as`},
		{morning, "", "begin -title=T -url=status.example.com a.json", `-url: "status.example.com" is not an address; write one such as https://`},
		{morning, "", "begin -title=T -component=API -component=api a.json", `-component: "api" is named twice`},
		{morning, "", "begin -title=T -component=API=operationl a.json", "; did you mean operational?"},
		{morning, "", "begin -title=T -window=tonight a.json", `-window: "tonight" is not FROM/TO, such as`},
		{morning, "", "begin -title=T -window=22:00/21:00_UTC/x a.json", "-window: "},
		{morning, "", "begin -title=T -zone=Europe/Copenhagen -window=2024-03-10_22:00/2024-03-10_21:00 a.json", "-window: it ends at 2024-03-10 21:00 CET, before it starts at 2024-03-10 22:00 CET"},
		{morning, "", "begin -title=T -zone=Europe/Copenhagen -window=2024-03-31_02:30/04:00 a.json", "write it with its offset: 2024-03-31T03:30:00+02:00 or 2024-03-31T01:30:00+01:00"},
		{morning, "", "begin -title=T -zone=Europe/Copenhagen -window=2024-10-27_02:30/04:00 a.json", "write it with its offset: 2024-10-27T02:30:00+02:00 or 2024-10-27T02:30:00+01:00"},

		{morning, "x", "post", "incident post: want exactly one FILE"},
		{morning, "x", "post in.json PM.md", "incident post: want exactly one FILE"},
		{morning, "x", "post -w im.json", `im.json: no such file or directory; did you mean in.json?; "incident begin -title TITLE im.json" creates it`},
		{morning, "x", "post -w .", ".: is a directory; name a file in that folder"},
		{morning, "", "post -w in.json", "standard input is empty, and neither -status nor -component is given"},
		{morning, " \r\n\t\n", "post -w in.json", "standard input is empty"},
		{morning, "x", "post -w -status=resovled in.json", "; did you mean resolved?"},
		{morning, "x", "post -w -status=fixed in.json", `-status: "fixed" is not one of investigating, `},
		{morning, "x", "post -w -status=scheduled in.json", "scheduled cannot follow identified; can follow: investigating, identified, monitoring, resolved"},
		{morning, "x", "post -w -state=resolved in.json", "flag provided but not defined: -state"},
		{morning, "x", "post -w in.json -status", "flag needs an argument: -status"},
		{morning, "x", "resolve in.json", `unknown command "resolve"; "incident post -status resolved" does that`},
		{morning, "x", "psot in.json", `unknown command "psot"; did you mean post?`},
		{morning, "x", "post -w -component=Checkout in.json", `"Checkout" is not NAME=STATUS, such as API=degraded_performance`},
		{morning, "x", "post -w -component=Checkout= in.json", `"Checkout=" has no status after the "="`},
		{morning, "x", "post -w -component=Checkout=degraded in.json", "; did you mean degraded_performance?"},
		{morning, "x", "post -w -component=Cards=operational -component=cards=major_outage in.json", `"Cards" is named twice`},
		{morning, "x", "post -w -next=soon in.json", `-next: "soon" is not a time; write 10:45, "2024-03-05 10:45" or 2024-03-05T09:45:00Z, or a duration such as 30m`},
		{morning, "x", "post -w -next=30 in.json", "or a duration such as 30m"},
		{morning, "x", "post -w -next=-30m in.json", "-next: -30m is not in the future; write a duration such as 30m"},
		{morning, "x", "post -w -next=10:00 in.json", `-next: 10:00 is 23 h 42 min from now; if that is meant, add the date: -next "2024-03-06 10:00"`},
		{morning, "x", "post -w -next=2024-03-05_10:00 in.json", "-next: 2024-03-05 10:00 is not after the update at 10:17"},
		{morning, "x", "post -w -at=5_minutes_ago in.json", `-at: "5 minutes ago" is not a time; write 10:45`},
		{morning, "x", "post -w -at=25:00 in.json", `-at: "25:00" is not a time`},
		{morning, "x", "post -w -at=2024-02-30_10:00 in.json", `-at: "2024-02-30 10:00" is not a time`},
		{morning, "x", "post -w -at=10:15_CEST in.json", "-at: \"10:15 CEST\" is in a zone that is not in force then, as summer time is not in winter; write it with its offset: 2024-03-05T09:15:00+01:00 or 2024-03-05T10:15:00+01:00"},
		{morning, "x", "post -w -at=10:05 in.json", "is before updates[1] at 2024-03-05T09:10:00Z; -late places it before later ones"},
		{morning, "x", "post -w -at=16:00 in.json", `-at: 16:00 is 5 h 42 min ahead of the clock; if that is meant, add the date: -at "2024-03-05 16:00"`},
		{forward, "x", "post -w -at=02:45 in.json", "does not exist: clocks are put forward over it; write it with its offset: 2024-03-31T03:45:00+02:00 or"},
		{back, "x", "post -w -at=02:30 in.json", "is there twice: clocks are put back over it; write it with its offset: 2024-10-27T02:30:00+02:00 or"},
		{morning, "x", "post -w -late in.json", "-late: add -at TIME"},
		{"2024-03-05T09:10:30Z", "Found.", "post -w in.json", "updates[1] at 10:10 says the same; add -again to post it anyway"},
		{"2024-03-05T09:00:00Z", "x", "post -w in.json", "is before updates[1] at 2024-03-05T09:10:00Z; -late places it"},
		{morning, "caf\xe9", "post -w in.json", "<stdin>:1:4: not valid UTF-8: the byte 0xE9, which is 'é' in Latin-1; convert the file first"},
		{morning, "%PDF-1.7", "post -w in.json", "<stdin>:"},
		{morning, "x", "post -w cut.json", "cut.json:1:19: "},
		{morning, "x", "post -w old.json", `old.json:1:19: update: unknown key; did you mean "updates"?`},
		{morning, "x", "post -w empty.json", "empty.json: the file is empty"},
		{morning, "x", "post -w two.json", `two.json: want a file with one incident; "incident convert -id ID -o FILE" extracts one of several`},
		{morning, "x", "post -w PM.md", `PM.md: want a JSON file such as "incident begin" writes, and this is of the format markdown; "incident convert -o NEW.json PM.md" makes one of it`},
		{morning, "x", "post -w ist.txt", "ist.txt: want a JSON file such as"},
		{morning, "", "post -w -message=resolvd in.json", `unknown message "resolvd"; did you mean resolved?`},
		{morning, "", "post -w -message=identified in.json", "has no value for {{next_update}}; add -next 30m"},

		{morning, "x", "amend -w in.json", "want a FILE and the ID or number of an update"},
		{morning, "x", "amend -w last in.json", "incident amend: the FILE comes first: in.json last"},
		{morning, "x", "amend -w in.json u9", `in.json: no update has the id or number "u9"; "incident show" lists all 2`},
		{morning, "x", "amend -w in.json 0", "no update has the id or number"},
		{morning, "", "amend -w in.json last", "none of -status, -next and -component is given"},
		{morning, "x", "amend -w -status=resolvd in.json last", "; did you mean resolved?"},
		{morning, "x", "amend -w -at=10:05 in.json last", "updates[1].edited_at: order: 2024-03-05T09:05:00Z is before the update at 2024-03-05T09:10:00Z; give a later time with -at"},
		{morning, "x", "amend -w -next=10:05 in.json last", `-next: 10:05 is 23 h 55 min from now; if that is meant, add the date`},
		{morning, "", "retract -w in.json", "want a FILE and the ID or number of an update"},
		{morning, "", "retract -w -at=10:05 in.json 2", "updates[1].retracted_at: order: "},

		{morning, "", "show in.jsn", "in.jsn: no such file or directory; did you mean in.json?"},
		{morning, "", "show -now=yesterday in.json", `-now: "yesterday" is not a time; write 10:45`},
		{morning, "", "new in.json", `incident new: "in.json": files are named by -from and -into`},
		{morning, "", "new -template=sr -from=in.json", `-template: unknown template "sr"; use sre, `},
		{morning, "", "new -from=in.json -into=in.json", "in.json: -into fills in a postmortem in Markdown, and this file is of the format json; name another file"},
		{morning, "", "new -from=in.json -into=page.html", "page.html: -into fills in a postmortem in Markdown, and this file is of the format html"},
		{morning, "", "new -from=in.json -into=no/PM.md", "no/PM.md: no such file or directory; make its folder first"},
		{morning, "", "new -from=two.json", "two.json: want one incident, not 2"},
		{morning, "", "new -from=ist.txt", "Asia/Kolkata (UTC+5:30); set the zone of the page with -zone"},
		{morning, "", "lint -rules=zone in.json", `unknown rule "zone"; did you mean zone-missing?`},
		{morning, "", "convert -to=jsn in.json", `-to "jsn" is unknown; the formats are text, markdown, `},
		{morning, "", "convert -o=out.docx in.json", "the extension .docx is not of a format; add -to FORMAT, or use one of .txt, "},
		{morning, "", "convert -o=no/out.md in.json", "no/out.md: no such file or directory; make its folder first"},
		{morning, "", "convert -to=slack -o=in.json in.json", "in.json: this file is one of those that are read, and would be replaced; write to another one"},
		{morning, "", "convert -o=PM.md PM.md", "PM.md: this file is one of those that are read"},
		{morning, "", "convert -id=x -o=two.json two.json", "two.json: this file is one of those that are read"},
		{morning, "", "convert -drafts -to=markdown -o=./ PM.md", "PM.md: this file is one of those that are read"},
		{morning, "", "convert -zone=IST ist.txt", "-zone: "},
		{morning, "[10:05] bob: it is slow\n[10:06] amy: I look\n", "convert", "<stdin>:2:1: want \"Incident Report for\" and the name of the page below the title"},
		{morning, "PK\x03\x04aaaa", "convert", "<stdin>: the file is a Word document or another archive"},
		{morning, "", "site in.json", "the output folder is missing; add -o DIR"},
		{morning, "", "site -o=public", "SOURCE is missing; name the files or the folder of the incidents"},
		{morning, "", "site -o=. in.json", "the source in.json is in the folder that is written, .; choose another folder for one of them"},
		{morning, "", "site -o=public -now=next_week in.json", `-now: "next week" is not a time`},
		{midnight, "", "stats -now=24:61 in.json", `-now: "24:61" is not a time`},
	} {
		args := strings.Fields(test.args)
		for i := range args {
			args[i] = strings.ReplaceAll(args[i], "_", " ")
		}
		got := runAt(t, dir, test.now, test.body, args...)
		if got.code != exitFailed || got.stdout != "" || !strings.Contains(got.stderr, test.want) || strings.Count(got.stderr, "\n") != 1 {
			t.Errorf("%s: %+v\nwant %s", test.args, got, test.want)
		}
	}
	if after := filesOf(t, dir); len(after) != len(before) {
		t.Errorf("there are %d files, and there were %d", len(after), len(before))
	} else {
		for name, text := range before {
			if after[name] != text {
				t.Errorf("%s changed", name)
			}
		}
	}
}

// TestDoubts does what is probably, but not certainly, a mistake. It is done,
// and a line says what was done.
func TestDoubts(t *testing.T) {
	const morning = "2024-03-05T09:17:42Z"
	for _, test := range []struct{ body, args, want string }{
		{"We look. Next update at 10:00.", "post -w in.json", "in.json: “Next update at 10:00” means 2024-03-06 10:00 CET, 23 h 42 min after this update; if that is not meant, incident amend corrects the text\n"},
		{"We look. Next update at 10:30.", "post -w -next=1h in.json", "in.json: “Next update at 10:30” in the text is not the next update that is promised below it, at 2024-03-05 11:17:42 CET; incident amend corrects either\n"},
		{"Worse.", "post -w -component=Web=major_outage in.json", "in.json: \"Web\" is a new component; the incident had \"Shop - Checkout\", \"Cards\"; if one of them was meant: incident amend -w in.json -component Web=none -component NAME=major_outage u3\n"},
		{"x", "post -w -at=2024-03-05T12:00:00Z in.json", "in.json: the update is posted 2 h 42 min ahead of the clock; until then, others need -late\n"},
		{"Done.", "post -w -status=resolved in.json", "in.json: resolved, but Shop - Checkout is in major outage; if they work, post again with -component \"Shop - Checkout=operational\"\n"},
		{"", "begin -title=T -window=2023-03-10T22:00:00Z/90m new.json", "new.json: a maintenance of 1 h 30 min, from 2023-03-10 22:00 UTC to 2023-03-10 23:30 UTC, which is over already\n"},
		{"x", "post in.json", "in.json: not written; -w writes it\n"},
		{"Next update tomorrow at 10:00, and on Thursday at 10:00.", "post -w in.json", ""},
		{"We look. Next update at 10:47.", "post -w -next=10:47 in.json", ""},
		{"\xff\xfeH\x00i\x00\r\x00\n\x00", "post -w in.json", "\nHi\n"},
		{"\x00H\x00i", "post -w in.json", "\nHi\n"},
		{":rotating_light: *Checkout* is <https://x.example.com|slow>. <!here> &amp; more\r\n", "post -w in.json", ":rotating_light: Checkout is https://x.example.com|slow. <!here> & more\n"},
	} {
		got := runAt(t, shop(t), morning, test.body, strings.Fields(test.args)...)
		if got.code != exitDone || !strings.Contains(got.stderr, test.want) || test.want == "" && strings.Contains(got.stderr, "in.json: ") {
			t.Errorf("%s: %+v\nwant %s", test.args, got, test.want)
		}
	}
}

// TestAroundMidnight posts at 23:59 and 00:01 without dates.
func TestAroundMidnight(t *testing.T) {
	dir := shop(t)
	for _, test := range []struct{ now, at, want string }{
		{"2024-03-05T22:59:30Z", "23:59", "Posted Mar 05, 2024 - 23:59 CET"},
		{"2024-03-05T23:02:00Z", "23:59:30", "Posted Mar 05, 2024 - 23:59 CET"},
		{"2024-03-05T23:02:00Z", "00:01", "Posted Mar 06, 2024 - 00:01 CET"},
		{"2024-03-31T01:30:00Z", "01:59", "Posted Mar 31, 2024 - 01:59 CET"},
		{"2024-03-31T01:30:00Z", "03:05", "Posted Mar 31, 2024 - 03:05 CEST"},
	} {
		if got := runAt(t, dir, test.now, "At "+test.at, "post", "-w", "-at", test.at, "in.json"); got.code != exitDone || !strings.Contains(got.stderr, test.want) {
			t.Errorf("%s: %+v, want %s", test.at, got, test.want)
		}
	}
}
