package civil_test

import (
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident/civil"
)

// cut removes the bar that marks the end of the text that must be read, as in
// "10:05|. Rebooted". Without a bar, all of the text must be read.
func cut(s string) (text string, n int) {
	read, rest, _ := strings.Cut(s, "|")
	return read + rest, len(read)
}

func clock(h, m int) civil.Written {
	return civil.Written{Time: civil.Time{Hour: h, Minute: m}, HasTime: true}
}

func twelve(h, m int) civil.Written {
	w := clock(h, m)
	w.Twelve = true
	return w
}

// with sets in w what its maker leaves out.
func with(w civil.Written, set ...func(*civil.Written)) civil.Written {
	for _, f := range set {
		f(&w)
	}
	return w
}

func day(set ...func(*civil.Written)) civil.Written { return with(civil.Written{}, set...) }

func zone(name string) func(*civil.Written) { return func(w *civil.Written) { w.Zone = name } }

func date(y int, m time.Month, d int) func(*civil.Written) {
	return func(w *civil.Written) { w.Date = civil.Date{Year: y, Month: m, Day: d} }
}

func weekday(d time.Weekday) func(*civil.Written) {
	return func(w *civil.Written) { w.HasWeekday, w.Weekday = true, d }
}

func dayFirst(w *civil.Written) { w.DayFirst = true }

func monthFirst(w *civil.Written) { w.MonthFirst = true }

func eitherFirst(w *civil.Written) { w.DayFirst, w.NumericAmbiguous = true, true }

type readTest struct {
	in   string
	want civil.Written
}

func runRead(t *testing.T, read func(string) (civil.Written, int), tests []readTest) {
	t.Helper()
	for _, tt := range tests {
		text, n := cut(tt.in)
		got, m := read(text)
		if got != tt.want || m != n {
			t.Errorf("%q: got %q %+v, want %q %+v", text, text[:m], got, text[:n], tt.want)
		}
	}
}

// runUnread checks that nothing is read, and that nothing comes back with it.
func runUnread(t *testing.T, read func(string) (civil.Written, int), texts []string) {
	t.Helper()
	for _, text := range texts {
		if got, n := read(text); n != 0 || !got.IsZero() {
			t.Errorf("%q: got %q %+v, want nothing", text, text[:n], got)
		}
	}
}

func TestReadTime(t *testing.T) {
	seconds := clock(10, 5)
	seconds.Time.Second = 30
	quarter := seconds
	quarter.Time.Nanosecond = 250e6
	runRead(t, civil.ReadTime, []readTest{
		{"10:05", clock(10, 5)},
		{"9:00", clock(9, 0)},
		{"00:00", clock(0, 0)},
		{"23:59", clock(23, 59)},
		{"24:00", clock(24, 0)},
		{"10:05| hostile takeover", clock(10, 5)},
		{"10:05|. Rebooted", clock(10, 5)},
		{"10:05|, rebooted", clock(10, 5)},
		{"10:05|: rebooted", clock(10, 5)},
		{"10:05|-10:40", clock(10, 5)},
		{"10:05|–10:40", clock(10, 5)},
		{"10:05| - rebooted", clock(10, 5)},
		{"10:05|\nCET", clock(10, 5)},
		{"10:05:30", seconds},
		{"10:05:30|.", seconds},
		{"10:05:30.25", quarter},
		{"10:05:30 UTC|-ish", with(seconds, zone("UTC"))},

		{"10:45hs", clock(10, 45)},
		{"10:45h", clock(10, 45)},
		{"10:45 hrs", clock(10, 45)},
		{"10:45 Uhr", clock(10, 45)},
		{"10:45hs CET|, then", with(clock(10, 45), zone("CET"))},
		{"14h30", clock(14, 30)},
		{"14h30| ", clock(14, 30)},

		{"08.30", clock(8, 30)},
		{"08.30|.", clock(8, 30)},
		{"08.30 CET", with(clock(8, 30), zone("CET"))},
		{"10.12|. Pods restarted", clock(10, 12)},
		{"08.30h", clock(8, 30)},

		{"10:52 AM", twelve(10, 52)},
		{"10:52AM", twelve(10, 52)},
		{"10:52 am", twelve(10, 52)},
		{"4:53pm", twelve(16, 53)},
		{"4:53 p.m.", twelve(16, 53)},
		{"4:53 P.M. UTC", with(twelve(16, 53), zone("UTC"))},
		{"4.53pm", twelve(16, 53)},
		{"6:09p", twelve(18, 9)},
		{"6:09a|, then", twelve(6, 9)},
		{"4 pm", twelve(16, 0)},
		{"11pm", twelve(23, 0)},
		{"12:00 AM", twelve(0, 0)},
		{"12:00 PM", twelve(12, 0)},
		{"12:30 am", twelve(0, 30)},
		{"12 pm", twelve(12, 0)},
		{"00:15 AM", twelve(0, 15)},
		{"14:00 PM", clock(14, 0)},
		{"14:00| AM", clock(14, 0)},
		{"10:49 AM| A rollback", twelve(10, 49)},
		{"10:49| A rollback", clock(10, 49)},
		{"10:49| Ample warnings", clock(10, 49)},
		{"10:49 AM|. A rollback", twelve(10, 49)},
		{"noon", clock(12, 0)},
		{"Noon UTC", with(clock(12, 0), zone("UTC"))},
		{"12 noon", clock(12, 0)},
		{"midnight", clock(0, 0)},
		{"12:00 noon", clock(12, 0)},
		{"12:00 midnight", clock(0, 0)},
		{"12 midnight| sharp", clock(0, 0)},

		{"10:45\u00a0AM\u00a0CET", with(twelve(10, 45), zone("CET"))},
		{"10:45\u202fPM", twelve(22, 45)},
		{"10:45  CET", with(clock(10, 45), zone("CET"))},
	})
	runUnread(t, civil.ReadTime, []string{
		"", " 10:05", "x", "10", "10 pods", "10:", "10:5", "10:0x", "10:??", "25:00", "25:61", "10:60", "24:01", "24:00:01",
		"100:00", "010:00", "10:000", "10:05:3", "10:05:60", "10:05:301", "10:05:30:15", "10:05.3", "10:05x", "10:30ish", "10:05_a",
		"1.10", "1.10.3", "10.0.0.1", "10.12.13", "10.1", "10.123", "27.01.2022", "10.61", "10.25 ms", "10.50%", "10.50 GB",
		"10.25 seconds", "10.25s", "13 pm", "0 am", "13.5 pm", "4 p", "4 PMs", "noonday", "midnights", "12 noons", "14h", "14h3",
		"10:05\u00e9", "10h30m", "11:00AMP",
	})
}

func TestReadTimeZone(t *testing.T) {
	at := func(name string) civil.Written { return with(clock(11, 10), zone(name)) }
	none := clock(11, 10)
	runRead(t, civil.ReadTime, []readTest{
		{"11:10 CET", at("CET")},
		{"11:10CET", at("CET")},
		{"11:10 (CET)| x", at("CET")},
		{"11:10 [CET]", at("CET")},
		{"11:10| (CET", none},
		{"11:10| (see below)", none},
		{"11:10| (API)", none},
		{"11:10 cet", at("cet")},
		{"11:10 cet|, then", at("cet")},
		{"11:10| cet pages", none},
		{"11:10 ChST", at("ChST")},
		{"11:10 UTC| we saw errors", at("UTC")},
		{"11:10 CET| Gateway restarted", at("CET")},
		{"11:10 IST| 500s rose", at("IST")},
		{"11:10 SGT", at("SGT")},
		{"11:10Z", at("Z")},
		{"11:10 Z", at("Z")},
		{"11:10Z| deploy finished", at("Z")},
		{"11:10| Z index", none},
		{"11:10 Zulu", at("Zulu")},
		{"11:10| Z-index", none},
		{"11:10| Zone", none},

		// Slips are zones where nothing follows that they could
		// describe.
		{"11:10 UCT", at("UCT")},
		{"11:10 UCT| we saw errors", at("UCT")},
		{"11:10 CSET", at("CSET")},
		{"11:10 CSET|: it began", at("CSET")},
		{"11:10 CTE| to", at("CTE")},
		{"11:10 XYZ", at("XYZ")},
		{"11:10 XYZ|\nnext line", at("XYZ")},
		{"11:10| XYZ, then", none},
		{"11:10| API errors rose", none},
		{"11:10| DNS.", none},
		{"11:10| POST requests failed", none},
		{"11:10| AWS, GCP down", none},
		{"11:10| Event over", none},
		{"11:10| All clear", none},
		{"11:10| A rollback", none},
		{"11:10| I left", none},
		{"11:10| OK", none},
		{"11:10| CETs", none},
		{"11:10| CET's", none},
		{"11:10| ABCDEF", none},
		{"11:10| eat", none},
		{"11:10| art, music", none},
		{"11:10 EAT", at("EAT")},

		{"11:10 ET", at("ET")},
		{"11:10ET|.", at("ET")},
		{"11:10 pt|.", at("pt")},
		{"11:10| et al", none},
		{"11:10 Pacific", at("Pacific")},
		{"11:10 pacific| we saw", at("pacific")},
		{"11:10 Pacific Time", at("Pacific Time")},
		{"11:10 Eastern Standard Time|.", at("Eastern Standard Time")},
		{"11:10 Central|, then", at("Central")},
		{"11:10| Central routers failed", none},
		{"11:10| Mountainous", none},
		{"11:10 Pacific| on Monday", at("Pacific")},

		{"11:10 +03", at("+03")},
		{"11:10 -03", at("-03")},
		{"11:10 \u221203", at("\u221203")},
		{"11:10+03:00", at("+03:00")},
		{"11:10 +0530", at("+0530")},
		{"11:10 -0700", at("-0700")},
		{"11:10| +3 more", none},
		{"11:10| -3", none},
		{"11:10|-03:00", none},
		{"11:10| +25", none},
		{"11:10| +0537", none},
		{"11:10| -21", none},
		{"11:10 UTC+2", at("UTC+2")},
		{"11:10 UTC +2", at("UTC +2")},
		{"11:10 GMT-07:00", at("GMT-07:00")},
		{"11:10 (GMT-07:00)", at("GMT-07:00")},
		{"11:10 UTC\u22123", at("UTC\u22123")},
		{"11:10 GMT+08:00|, then", at("GMT+08:00")},
		{"11:10 UTC| - rebooted", at("UTC")},
		{"11:10 UTC|-11:20", at("UTC")},
		{"11:10 UTC|–11:20", at("UTC")},
		{"11:10 UTC/GMT", at("UTC/GMT")},
		{"11:10 Europe/Copenhagen", at("Europe/Copenhagen")},
		{"11:10 America/Argentina/Buenos_Aires|.", at("America/Argentina/Buenos_Aires")},
		{"11:10 Etc/GMT-8|.", at("Etc/GMT-8")},
		{"11:10| Europe/", none},
		{"11:10| Servers/Routers", none},
		{"11:10 AM PST/PDT", with(twelve(11, 10), zone("PST/PDT"))},
	})
}

func TestReadDate(t *testing.T) {
	aug := date(2023, 8, 25)
	noYear := date(0, 8, 25)
	fri := weekday(time.Friday)
	runRead(t, civil.ReadDate, []readTest{
		{"August 25, 2023", day(aug)},
		{"August 25 2023|.", day(aug)},
		{"august 25, 2023", day(aug)},
		{"AUG 25, 2023", day(aug)},
		{"Aug. 25, 2023", day(aug)},
		{"August 25th, 2023", day(aug)},
		{"Aug 25", day(noYear)},
		{"Aug 25|, the", day(noYear)},
		{"Aug  25", day(noYear)},
		{"Aug 25|, 10:05", day(noYear)},
		{"Aug 25|, 20:23", day(noYear)},
		{"Aug 25|, 2400 pods", day(noYear)},
		{"Aug 25|, 2023-24", day(noYear)},
		{"Oct 02, 2024", day(date(2024, 10, 2))},
		{"Apr  4", day(date(0, 4, 4))},
		{"Sept 3", day(date(0, 9, 3))},
		{"July 1st", day(date(0, 7, 1))},
		{"Feb 29", day(date(0, 2, 29))},
		{"May 5", day(date(0, 5, 5))},
		{"25 August 2023", day(aug)},
		{"25th of August", day(noYear)},
		{"25th of August, 2023", day(aug)},
		{"25 of August", day(noYear)},
		{"25 Aug|, then", day(noYear)},
		{"29th Jan 2024", day(date(2024, 1, 29))},
		{"the 25th of August", day(noYear)},
		{"Friday 25th of August", day(noYear, fri)},
		{"Friday, August 25, 2023", day(aug, fri)},
		{"Friday the 25th of August", day(noYear, fri)},
		{"Fri, Aug 25", day(noYear, fri)},
		{"Fri. Aug 25", day(noYear, fri)},
		{"Thurs 24 August", day(date(0, 8, 24), weekday(time.Thursday))},
		{"Friday 2023-08-25", day(aug, fri)},
		{"Friday|, all day", day(fri)},
		{"friday", day(fri)},
		{"Friday| 25 pods", day(fri)},
		{"2023-08-25", day(aug)},
		{"2023/08/25", day(aug)},
		{"2023-08-25|T10:05", day(aug)},
		{"2023-08-25|.", day(aug)},
		{"27/01/2022", day(date(2022, 1, 27), dayFirst)},
		{"the 27/01/2022", day(date(2022, 1, 27), dayFirst)},
		{"27.01.2022|.", day(date(2022, 1, 27), dayFirst)},
		{"27-01-2022", day(date(2022, 1, 27), dayFirst)},
		{"7/1/2022", day(date(2022, 1, 7), eitherFirst)},
		{"03/04/2022", day(date(2022, 4, 3), eitherFirst)},
		{"04/04/2022", day(date(2022, 4, 4), dayFirst)},
		{"01/27/2022", day(date(2022, 1, 27), monthFirst)},
		{"1\u00a0August\u202f2023", day(date(2023, 8, 1))},
	})
	runUnread(t, civil.ReadDate, []string{
		"", " Aug 25", "Aug", "August", "Aug 2023", "Aug 32", "Aug 0", "Aug 25x", "Aug 255", "Aug 25.5", "Aug 5%", "Aug 10:30",
		"Feb 30", "Feb 30, 2024", "Feb 29, 2023", "April 31", "May", "may 5", "march 5", "Mayor 5", "Marching 5", "25", "25 pods", "25th",
		"32 August", "0 August", "255 August", "5 may", "20202-01-16", "2023-13-01", "2023-02-30", "2023-8-25",
		"2023-08-255", "2023-08-25-1", "2023-08-25a", "2023-08/25", "0000-01-01", "31/31/2022", "30/02/2022", "27/01/22", "27/01",
		"27/01/20222", "27/01-2022", "1.2.2022", "27.01.2022.1", "27/01/2022/5", "12.34.5678", "the", "the api", "Fri", "sat 5",
		"Fridays", "sun", "Mon", "thursdayish",
	})
}

func TestRead(t *testing.T) {
	aug := date(2023, 8, 25)
	runRead(t, civil.Read, []readTest{
		{"10:05", clock(10, 5)},
		{"Aug 25", day(date(0, 8, 25))},
		{"August 25, 2023 10:52 AM|: pods failed", with(twelve(10, 52), aug)},
		{"October 1, 2024, 13:07 CEST|: pods failed", with(clock(13, 7), date(2024, 10, 1), zone("CEST"))},
		{"Oct 2, 11:00AM UTC", with(twelve(11, 0), date(0, 10, 2), zone("UTC"))},
		{"Oct 2, 2024 09:00 UTC", with(clock(9, 0), date(2024, 10, 2), zone("UTC"))},
		{"Jan 27, 2022 - 11:10 CET", with(clock(11, 10), date(2022, 1, 27), zone("CET"))},
		{"Jan 27, 2022 – 11:10 CET", with(clock(11, 10), date(2022, 1, 27), zone("CET"))},
		{"2:33 pm, 29th Jan 2024|: pods", with(twelve(14, 33), date(2024, 1, 29))},
		{"4:53pm Pacific on 2023-01-25| we", with(twelve(16, 53), date(2023, 1, 25), zone("Pacific"))},
		{"10:40 CET on the 27/01/2022|, users", with(clock(10, 40), date(2022, 1, 27), zone("CET"), dayFirst)},
		{"at 11:00 CEST on Friday 25th of August|,", with(clock(11, 0), date(0, 8, 25), zone("CEST"), weekday(time.Friday))},
		{"On Friday 25th of August at 11:00 CEST", with(clock(11, 0), date(0, 8, 25), zone("CEST"), weekday(time.Friday))},
		{"at 10:05|.", clock(10, 5)},
		{"on the 27/01/2022", day(date(2022, 1, 27), dayFirst)},
		{"on Friday", day(weekday(time.Friday))},
		{"2021-09-17 08:00", with(clock(8, 0), date(2021, 9, 17))},
		{"2021-09-17  8:00| x", with(clock(8, 0), date(2021, 9, 17))},
		{"2021-09-17T08:00:00Z", with(clock(8, 0), date(2021, 9, 17), zone("Z"))},
		{"2021-09-17T08:00Z", with(clock(8, 0), date(2021, 9, 17), zone("Z"))},
		{"2021-09-17T08:00:00+02:00", with(clock(8, 0), date(2021, 9, 17), zone("+02:00"))},
		{"2021-09-17T08:00:00-07:00", with(clock(8, 0), date(2021, 9, 17), zone("-07:00"))},
		{"2021-09-17T08:00:00-0700", with(clock(8, 0), date(2021, 9, 17), zone("-0700"))},
		{"2021-09-17 08:00:00-07:00", with(clock(8, 0), date(2021, 9, 17), zone("-07:00"))},
		{"2021-09-17 08:00:00+00", with(clock(8, 0), date(2021, 9, 17), zone("+00"))},
		{"2021-09-17 08:00|-09:00", with(clock(8, 0), date(2021, 9, 17))},
		{"2021-09-17|T", day(date(2021, 9, 17))},
		{"2021-09-17| 25:00", day(date(2021, 9, 17))},
		{"Thursday March 7th, 2024 at 2:45p pacific| we", with(twelve(14, 45), date(2024, 3, 7), zone("pacific"), weekday(time.Thursday))},
		{"9 am on Sunday, June 8th|.", with(twelve(9, 0), date(0, 6, 8), weekday(time.Sunday))},
		{"7 am Sunday|.", with(twelve(7, 0), weekday(time.Sunday))},
		{"Monday at noon", with(clock(12, 0), weekday(time.Monday))},
		{"Mon 10:05", with(clock(10, 5), weekday(time.Monday))},
		{"10:05| on call", clock(10, 5)},
		{"10:05|, 12 pods", clock(10, 5)},
		{"10:05| - Aug 26, 11:05", clock(10, 5)},
		{"10:05|  the pods", clock(10, 5)},
		{"Aug 25| at the gate", day(date(0, 8, 25))},
		{"Aug 25| - 26", day(date(0, 8, 25))},
		{"Aug 25|, 10.5 percent", day(date(0, 8, 25))},
	})
	runUnread(t, civil.Read, []string{
		"", "at", "on", "at ", "on the", "on the spot", "at last", "at  ", "Mon", "Mon 25 pods", "v1.10", "1.2.3", "the 5 pods", "10.0.0.1:8080",
	})
}

func TestReadRange(t *testing.T) {
	utc := zone("UTC")
	cet := zone("CET")
	jan := date(2022, 1, 27)
	tests := []struct {
		in       string
		from, to civil.Written
	}{
		{"10:49–11:15 AM UTC", with(twelve(10, 49), utc), with(twelve(11, 15), utc)},
		{"10:49-11:15", clock(10, 49), clock(11, 15)},
		{"16:02 - 16:39 UTC|.", with(clock(16, 2), utc), with(clock(16, 39), utc)},
		{"16:02 UTC-16:39 UTC", with(clock(16, 2), utc), with(clock(16, 39), utc)},
		{"10:00 UTC-11:00 UTC", with(clock(10, 0), utc), with(clock(11, 0), utc)},
		{"10:00 UTC-11:00", with(clock(10, 0), utc), with(clock(11, 0), utc)},
		{"10:00 UTC-05:00 to 11:00 UTC-05:00", with(clock(10, 0), zone("UTC-05:00")), with(clock(11, 0), zone("UTC-05:00"))},
		{"13:33PST - 13:52PST", with(clock(13, 33), zone("PST")), with(clock(13, 52), zone("PST"))},
		{"between 10:49 AM and 11:01 AM UTC|, pods", with(twelve(10, 49), utc), with(twelve(11, 1), utc)},
		{"between the hours of 10:05 to 10:40 CET", with(clock(10, 5), cet), with(clock(10, 40), cet)},
		{"from 10:05 to 10:40 CET on the 27/01/2022", with(clock(10, 5), cet, jan, dayFirst), with(clock(10, 40), cet, jan, dayFirst)},
		{"10:05 to 10:40 CET on the 27/01/2022", with(clock(10, 5), cet, jan, dayFirst), with(clock(10, 40), cet, jan, dayFirst)},
		{"from 10:05 until 10:40|.", clock(10, 5), clock(10, 40)},
		{"from 10:05 CET to 10:40 UTC", with(clock(10, 5), cet), with(clock(10, 40), utc)},
		{"October 1, 2024, 13:07 CEST to October 3, 2024, 20:20 CEST", with(clock(13, 7), date(2024, 10, 1), zone("CEST")), with(clock(20, 20), date(2024, 10, 3), zone("CEST"))},
		{"Jan 24, 00:00-03:00 UTC", with(clock(0, 0), date(0, 1, 24), utc), with(clock(3, 0), date(0, 1, 24), utc)},
		{"Feb 13, 22:00 - Feb 14, 06:00 CET", with(clock(22, 0), date(0, 2, 13), cet), with(clock(6, 0), date(0, 2, 14), cet)},
		{"May 06, 11:20 PM - May 07, 11:31 AM VET", with(twelve(23, 20), date(0, 5, 6), zone("VET")), with(twelve(11, 31), date(0, 5, 7), zone("VET"))},
		{"Feb 13, 22:00 - Feb 14, 2024, 06:00 CET", with(clock(22, 0), date(2024, 2, 13), cet), with(clock(6, 0), date(2024, 2, 14), cet)},
		{"Dec 31, 22:00 - Jan 1, 2024, 06:00 CET", with(clock(22, 0), date(0, 12, 31), cet), with(clock(6, 0), date(2024, 1, 1), cet)},
		{"Jan 27, 2022, 22:00 - 06:00 CET", with(clock(22, 0), jan, cet), with(clock(6, 0), cet)},
		{"22:00 - 06:00 CET on Jan 27, 2022", with(clock(22, 0), cet), with(clock(6, 0), jan, cet)},
		{"2021-09-17 08:00 - 09:00", with(clock(8, 0), date(2021, 9, 17)), with(clock(9, 0), date(2021, 9, 17))},
		{"2021-09-17T08:00:00Z to 2021-09-17T09:00:00Z", with(clock(8, 0), date(2021, 9, 17), zone("Z")), with(clock(9, 0), date(2021, 9, 17), zone("Z"))},
		{"On January 30, 2024, from 3:10 pm to 3:25 pm|, a", with(twelve(15, 10), date(2024, 1, 30)), with(twelve(15, 25), date(2024, 1, 30))},
		{"on May 9th between 10:12 am and 1:47 pm PT|,", with(twelve(10, 12), date(0, 5, 9), zone("PT")), with(twelve(13, 47), date(0, 5, 9), zone("PT"))},
		{"From 9:10 PM PT on Thursday, Mar 6 to 3:25 AM PT on Friday, Mar 7|, x", with(twelve(21, 10), date(0, 3, 6), weekday(time.Thursday), zone("PT")), with(twelve(3, 25), date(0, 3, 7), weekday(time.Friday), zone("PT"))},
		{"11 pm Saturday to 7 am Sunday", with(twelve(23, 0), weekday(time.Saturday)), with(twelve(7, 0), weekday(time.Sunday))},

		// Half of the day.
		{"11:20 - 2:40 PM", twelve(11, 20), twelve(14, 40)},
		{"11:20 - 11:40 PM", twelve(23, 20), twelve(23, 40)},
		{"11:30 - 12:15 AM", twelve(23, 30), twelve(0, 15)},
		{"12:30 - 1:15 PM", twelve(12, 30), twelve(13, 15)},
		{"10:49 AM - 11:15", twelve(10, 49), twelve(11, 15)},
		{"10:49 AM - 1:15", twelve(10, 49), twelve(13, 15)},
		{"11:49 PM - 12:15", twelve(23, 49), twelve(0, 15)},
		{"13:00 - 2 PM", clock(13, 0), twelve(14, 0)},
		{"4-5 pm", twelve(16, 0), twelve(17, 0)},
		{"between 4 and 5:30 pm ET", with(twelve(16, 0), zone("ET")), with(twelve(17, 30), zone("ET"))},
		{"11-1 pm", twelve(11, 0), twelve(13, 0)},

		// A bare hour with a zone.
		{"10:30 to 11 UTC", with(clock(10, 30), zone("UTC")), with(clock(11, 0), zone("UTC"))},

		// Dates.
		{"October 29-30, 2025", day(date(2025, 10, 29)), day(date(2025, 10, 30))},
		{"Oct 1, 2024 to Oct 3, 2024", day(date(2024, 10, 1)), day(date(2024, 10, 3))},
		{"Oct 1 - Oct 3, 2024", day(date(2024, 10, 1)), day(date(2024, 10, 3))},
		{"Monday to Friday", day(weekday(time.Monday)), day(weekday(time.Friday))},
	}
	for _, tt := range tests {
		text, n := cut(tt.in)
		from, to, m := civil.ReadRange(text)
		if from != tt.from || to != tt.to || m != n {
			t.Errorf("%q: got %q\n%+v\n%+v, want %q\n%+v\n%+v", text, text[:m], from, to, text[:n], tt.from, tt.to)
		}
	}
	for _, text := range []string{
		"", "10:05", "10:05 to", "10:05 to the gate", "10:05 and 10:40", "10:05, 10:40", "4-5", "4-5 pods", "from", "between 4 and 5",
		"between", "between us and 10:05", "10:05 - rebooted", "2022-08-03 12:26-12:??", "10:00 - Jan 25", "Jan 24 - x", "v1-2",
		"Jan 24 - 31:00", "Feb 3-30, 2023", "1-800", "192.168.0.1-192.168.0.9", "on call from 10:05",
	} {
		if from, to, n := civil.ReadRange(text); n != 0 || !from.IsZero() || !to.IsZero() {
			t.Errorf("%q: got %q %+v %+v, want nothing", text, text[:n], from, to)
		}
	}
}
