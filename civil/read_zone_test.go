package civil_test

import (
	"errors"
	"testing"

	"github.com/incidentkit/incident/civil"
)

// TestReadZone reads zones without a time before them. A bar marks the end of
// the text that must be read. The zone is that text unless it is given.
func TestReadZone(t *testing.T) {
	for _, tt := range []struct{ in, zone string }{
		// Abbreviations.
		{"PST|)", ""},
		{"CEST", ""},
		{"UTC| unless noted", ""},
		{"EST| timeline", ""},
		{"AKST|, in winter", ""},
		{"utc|.", ""},
		{"PT| unless noted", ""},
		{"ET", ""},
		{"E.T.", ""},
		{"U.T.C.|, as ever", ""},
		{"EAT|.", ""},
		{"UTC time", "UTC"},
		{"CST Time|, mostly", "CST"},
		{"CET|s", "-"},
		{"CET|'s", "-"},

		// Pairs.
		{"CET/CEST|)", ""},
		{"PDT/PST", ""},
		{"EST / EDT|.", ""},
		{"UTC/GMT", ""},
		{"UTC|/API", ""},

		// Offsets, with every dash.
		{"UTC-4|)", ""},
		{"UTC\u20105", ""},
		{"UTC\u20115|.", ""},
		{"UTC\u20124", ""},
		{"UTC\u20134", ""},
		{"GMT\u201403:30", ""},
		{"UTC\u20154", ""},
		{"UTC\u221208:00", ""},
		{"UTC + 2", ""},
		{"UTC| + 2 pods", ""},
		{"(UTC - 5)", "UTC - 5"},
		{"UTC - 5|)", ""},
		{"UTC| - 5 pods", ""},
		{"GMT+0530", ""},
		{"+0200|)", ""},
		{"+05:45|.", ""},
		{"\u22120300", ""},
		{"-0400 (EDT)|.", "-0400"},
		{"(+0545)", "+0545"},
		{"(+03)", "+03"},
		{"[-03]", "-03"},

		// IANA names.
		{"Europe/Copenhagen|.", ""},
		{"America/Argentina/Buenos_Aires", ""},
		{"US/Pacific| (mostly)", ""},
		{"Canada/Atlantic", ""},
		{"Etc/GMT-8", ""},

		// Written out.
		{"Pacific", ""},
		{"Pacific Time| (US & Canada)", ""},
		{"US Pacific|)", ""},
		{"US Eastern Time", ""},
		{"U.S. Central|.", ""},
		{"Central European Time|)", ""},
		{"central european summer time", ""},
		{"Japan Standard Time", ""},
		{"India Standard Time|.", ""},
		{"British Summer Time", ""},
		{"Coordinated Universal Time (UTC)|.", "Coordinated Universal Time"},
		{"Central European Time (CET)", "Central European Time"},
		{"Eastern Time (ET)", "Eastern Time"},
		{"Pacific Daylight Time (PDT)|.", "Pacific Daylight Time"},
		{"Pacific Time| (CET)", ""},
		{"Pacific Time (UTC-7)", "UTC-7"},
		{"Western\u00a0European Time", ""},

		// Places.
		{"New York time|.", ""},
		{"London Time|)", ""},
		{"Berlin time", ""},
		{"Denver local", ""},
		{"Denver local time|, not ours", ""},
		{"UK time", ""},
		{"U.K. time", ""},
		{"NY time", ""},
		{"Ho Chi Minh time", ""},
		{"Port-au-Prince time", ""},
		{"S\u00e3o Paulo time", ""},
		{"Phoenix time", ""},

		// In brackets; an offset decides.
		{"(PST)| x", "PST"},
		{"( CET )", "CET"},
		{"(Tokyo time)", "Tokyo time"},
		{"IST (UTC+5:30)|.", "UTC+5:30"},
		{"IST (GMT+0530)", "GMT+0530"},
		{"CST [UTC+8]", "UTC+8"},
		{"(CET, UTC+1)", "UTC+1"},
		{"(CET/UTC+1)", "UTC+1"},
		{"IST| (see below)", ""},
	} {
		text, n := cut(tt.in)
		want := tt.zone
		switch want {
		case "-":
			want, n = "", 0
		case "":
			want = text[:n]
		}
		zone, m := civil.ReadZone(text)
		if zone != want || m != n {
			t.Errorf("%q: got %q of %q, want %q of %q", text, zone, text[:m], want, text[:n])
		}
		if n == 0 {
			continue
		}
		if loc, err := civil.Zone(zone); err != nil && want != "IST" {
			t.Errorf("%q: Zone gives %v, %v", text, loc, err)
		}
	}
}

// TestReadZoneUnknown reads names that look like those of zones and are not
// known: nobody may go on as if nothing stood there.
func TestReadZoneUnknown(t *testing.T) {
	for _, in := range []string{
		"Gotham Time", "Gotham Time|.", "Gotham Standard Time", "Upper Gotham Time|)", "GMT+5.5", "UTC+5.75|.", "CSET|)", "UTC+27",
		"(Gotham Time)",
	} {
		text, n := cut(in)
		zone, m := civil.ReadZone(text)
		_, err := civil.Zone(zone)
		var unknown *civil.ZoneError
		if m != n || !errors.As(err, &unknown) || unknown.Kind != civil.Unknown {
			t.Errorf("%q: got %q of %q, %v, want an unknown zone", text, zone, text[:m], err)
		}
	}
}

// TestReadZoneNone has words that are near to zones.
func TestReadZoneNone(t *testing.T) {
	for _, text := range []string{
		"", " UTC", "(", "()", "(UTC", "local time", "Local Time", "Local time zone", "time", "Time",
		// Places that nothing says the time of.
		"Denver", "Berlin", "Phoenix is down", "Jersey", "Reunion", "Nome", "Troll", "Denver local cache", "London office time",
		"New York Times", "Christmas time", "Easter time", "Wake time", "Canary time", "denver time",
		// Regions.
		"Pacific Ocean", "Eastern Europe", "Central routers failed", "Mountain bikes", "US East", "Central European", "US customers",
		"Asia/Pacific region", "US/EU traffic", "Europe/Asia", "Europe/Nowhere", "Client/Server",
		// Capitals.
		"GET requests", "GET /api", "API", "AST parser", "ICT team", "CT scan", "PT session", "SET", "ETA: 30 minutes", "ACT now",
		"POST", "RESET", "Z", "UTCX", "EST_2", "est.", "cet pages",
		// Figures.
		"+0200 requests", "+1000 requests", "+25%", "+3", "-5", "+03 pods", "-0300ms", "+0537", "+2500", "2024",
		// Times of other things.
		"Response Time", "Start Time (UTC)", "Event Time", "Total Down Time", "First Response Time", "Summer Time",
		"Daylight Saving Time", "Standard Time", "Gotham Time Machine", "Gotham times", "gotham time", "Affected Pacific Time",
	} {
		if zone, n := civil.ReadZone(text); n != 0 || zone != "" {
			t.Errorf("%q: got %q of %q, want nothing", text, zone, text[:n])
		}
	}
}

// TestReadTimeZoneNames reads zones that are zones only after a time.
func TestReadTimeZoneNames(t *testing.T) {
	at := func(name string) civil.Written { return with(clock(14, 5), zone(name)) }
	none := clock(14, 5)
	runRead(t, civil.ReadTime, []readTest{
		{"14:05 Japan Standard Time", at("Japan Standard Time")},
		{"14:05 India Standard Time|: alert", at("India Standard Time")},
		{"14:05 UK time|, alert", at("UK time")},
		{"14:05 US Eastern| on Monday", at("US Eastern")},
		{"14:05 U.S. Pacific Time", at("U.S. Pacific Time")},
		{"14:05 E.S.T.|, alert", at("E.S.T.")},
		{"14:05 CET/CEST", at("CET/CEST")},
		{"14:05 UTC\u20134", at("UTC\u20134")},
		{"14:05 UTC -4|.", at("UTC -4")},
		{"14:05 UTC\u201304:00", at("UTC\u201304:00")},
		{"14:05 UTC|\u201315:00", at("UTC")},
		{"14:05 UTC + 2|, alert", at("UTC + 2")},
		{"14:05 UTC| - 5 pods restarted", at("UTC")},
		{"14:05 UTC| -4 pods restarted", at("UTC")},
		{"14:05 GMT+5.5", at("GMT+5.5")},
		{"14:05 GMT+5|. Then", at("GMT+5")},
		{"14:05 \u20130400", at("\u20130400")},
		{"14:05| \u201304:00", none},
		{"14:05 IST (UTC+5:30)| alert", at("UTC+5:30")},
		{"14:05 -0400 (EDT)", at("-0400")},
		{"14:05 EDT time|.", at("EDT")},
		{"14:05 EDT| time window", at("EDT")},
		{"14:05 EDT| (18:05 UTC)", at("EDT")},
		{"14:05 EDT|/11:05 PDT", at("EDT")},

		{"14:05 EST5EDT|.", at("EST5EDT")},
		{"14:05 CET+1|.", at("CET+1")},
		{"14:05 UTC+2h|.", at("UTC+2h")},
		{"14:05 US ET", at("US ET")},
		{"14:05 local time (UTC+2)| alert", at("UTC+2")},
		{"14:05 local (CEST)", at("CEST")},
		{"14:05| local (API)", none},
		{"14:05| load rose", none},
		{"14:05 US East Coast time", at("US East Coast time")},
		{"14:05| US East Coast", none},
		{"14:05| East Coast: outage", none},
		{"14:05 Arizona time|.", at("Arizona time")},

		// After a comma, a slash, "in".
		{"14:05, UTC", at("UTC")},
		{"14:05/UTC|, alert", at("UTC")},
		{"14:05 / UTC", at("UTC")},
		{"14:05 in UTC", at("UTC")},
		{"14:05 in Berlin time|.", at("Berlin time")},
		{"14:05, Pacific Time", at("Pacific Time")},
		{"14:05, (UTC+2)| alert", at("UTC+2")},
		{"14:05|, GET requests failed", none},
		{"14:05|, CAT scans failed", none},
		{"14:05|, London office", none},
		{"14:05|, London", none},
		{"14:05| in Central: outage", none},
		{"14:05| in London", none},
		{"14:05| in production", none},

		// Cities.
		{"14:05 Denver", at("Denver")},
		{"14:05 Denver| - alert", at("Denver")},
		{"14:05 Denver|: alert", at("Denver")},
		{"14:05 New York| \u2013 alert", at("New York")},
		{"14:05 (London)| alert", at("London")},
		{"14:05 Hong Kong time| we saw", at("Hong Kong time")},
		{"14:05 NYC", at("NYC")},
		{"14:05| Denver is down", none},
		{"14:05| Denver, London and Paris restarted", none},
		{"14:05| Phoenix is down", none},
		{"14:05| Jersey - restarted", none},
		{"14:05| Reunion", none},
		{"14:05| Canary - 5%", none},
		{"14:05| (Troll)", none},
		{"14:05| Monitoring", none},
		{"14:05| Monitoring - all fine", none},
		{"14:05| New Yorkers", none},

		// Unknown, and words for other times.
		{"14:05 Gotham Time", at("Gotham Time")},
		{"14:05 Gotham Summer Time|: alert", at("Gotham Summer Time")},
		{"14:05 Gotham time|.", at("Gotham time")},
		{"14:05| Gotham time machine", none},
		{"14:05| Gotham time rose", none},
		{"14:05| Gotham lost time.", none},
		{"14:05| Recovery time: 5 min", none},
		{"14:05| Gotham Time Machine", none},
		{"14:05| Response Time: high", none},
		{"14:05| local time", none},
		{"14:05| Time Machine failed", none},
		{"14:05| GET /checkout", none},
		{"14:05| EAT requests", none},
		{"14:05 IST| requests", at("IST")},
		{"14:05| Asia/Pacific customers", none},
		{"14:05| US/EU customers", none},
		{"14:05 Europe/Nowhere", at("Europe/Nowhere")},

		// One time on two clocks.
		{"14:05 / 5:05 PM ET", at("/ 5:05 PM ET")},
		{"14:05| / 15:05", none},
		{"14:05 CEST| / 12:05 UTC", at("CEST")},
	})
}

func about(w *civil.Written) { w.About = true }

// TestReadDates reads dates with every separator, alone and beside a clock.
func TestReadDates(t *testing.T) {
	runRead(t, civil.ReadDate, []readTest{
		{"16-Jun-2022", day(date(2022, 6, 16))},
		{"16/Jun/2022|:", day(date(2022, 6, 16))},
		{"16.Jun.2022|.", day(date(2022, 6, 16))},
		{"16\u2011Jun\u20112022", day(date(2022, 6, 16))},
		{"28-Aug", day(date(0, 8, 28))},
		{"Thursday 16-Jun-2022", day(date(2022, 6, 16), weekday(4))},
		{"2022\u201106\u201116", day(date(2022, 6, 16))},
		{"16\u201106\u20112022", day(date(2022, 6, 16), dayFirst)},
		{"16\u201306\u20132022", day(date(2022, 6, 16), dayFirst)},
		{"06-16-2022", day(date(2022, 6, 16), monthFirst)},
		{"06.16.2022", day(date(2022, 6, 16), monthFirst)},
		{"05-06-2022", day(date(2022, 6, 5), eitherFirst)},
		{"05.06.2022", day(date(2022, 6, 5), eitherFirst)},
		{"7/5/2023|-7/6/2023", day(date(2023, 5, 7), eitherFirst)},
	})
	runUnread(t, civil.ReadDate, []string{
		"31-Jun-2022", "16-Jun-22", "16-jun-2022", "5-Dec-node", "16-Jun-20222", "0-Jun-2022", "08/27/24", "28/08", "3/4 of requests",
		"24/7", "2024.08.28", "7.5.2024", "24-08-28", "16-06/2022", "12 May be", "12 may be", "3 sept", "16\u201406\u20142022",
		"+5-Jun-2022", "5+Jun", "Jun-16",
	})
	utc := zone("UTC")
	runRead(t, civil.Read, []readTest{
		{"16-Jun-2022 05:00 PM", with(twelve(17, 0), date(2022, 6, 16))},
		{"05-Mar-24 10:00", with(clock(10, 0), date(2024, 3, 5))},
		{"05-Mar-97 10:00", with(clock(10, 0), date(1997, 3, 5))},
		{"March 5, 2024: 10:00am", with(twelve(10, 0), date(2024, 3, 5))},
		{"March 5: 10:00am", with(twelve(10, 0), date(0, 3, 5))},
		{"March 5, 2024|: 10 pods", day(date(2024, 3, 5))},
		{"Mar 5 \u2014 10:00", with(clock(10, 0), date(0, 3, 5))},
		{"05/Mar/2024:10:00:00 +0000", with(clock(10, 0), date(2024, 3, 5), zone("+0000"))},
		{"2024\u201103\u201105 10:00 UTC", with(clock(10, 0), date(2024, 3, 5), utc)},
		{"2024.03.05 10:00", with(clock(10, 0), date(2024, 3, 5))},
		{"7.5.2024 10:00", with(clock(10, 0), date(2024, 5, 7), eitherFirst)},
		{"08/27/24 11:30 AM", with(twelve(11, 30), date(2024, 8, 27), monthFirst)},
		{"27.08.24 11:30", with(clock(11, 30), date(2024, 8, 27), dayFirst)},
		{"28/08 14:05 UTC", with(clock(14, 5), date(0, 8, 28), dayFirst, utc)},
		{"3/4 14:05", with(clock(14, 5), date(0, 4, 3), eitherFirst)},
		{"14:05 on 27/08/24|.", with(clock(14, 5), date(2024, 8, 27), dayFirst)},
		{"14:05| 3/4 of requests", clock(14, 5)},
		{"14:05|, 24/7", clock(14, 5)},
		{"Tuesday 10:00", with(clock(10, 0), weekday(2))},
		{"Tuesday, 10:00", with(clock(10, 0), weekday(2))},
		{"12 May 10:00| be", with(clock(10, 0), date(0, 5, 12))},
		{"on 12 May| we saw", day(date(0, 5, 12))},

		// Not exact.
		{"On April 28, 2026, at approximately 14:07 UTC|, pods", with(clock(14, 7), date(2026, 4, 28), utc, about)},
		{"2026-04-28 ~14:07", with(clock(14, 7), date(2026, 4, 28), about)},
		{"April 28| about 14 pods", day(date(0, 4, 28))},
		{"April 28| aboutness 14:07", day(date(0, 4, 28))},

		// As date(1) has it.
		{"Sun Jun  5 00:00:00 UTC 2022|.", with(clock(0, 0), date(2022, 6, 5), weekday(0), utc)},
		{"Sun Jun  5 00:00:00 2022", with(clock(0, 0), date(2022, 6, 5), weekday(0))},
		{"Sun Jun 5 10:00 UTC| 2022", with(clock(10, 0), date(0, 6, 5), weekday(0), utc)},
		{"Jun 5 10:00:00 UTC| 2022 pods", with(clock(10, 0), date(0, 6, 5), utc)},
		{"Sun Jun 5 10:00:00 UTC| 2022ms", with(clock(10, 0), date(0, 6, 5), weekday(0), utc)},
		{"Sat Feb 29 10:00:00 UTC| 2022", with(clock(10, 0), date(0, 2, 29), weekday(6), utc)},

		// The zone after the date.
		{"14:05 on 28 August 2024 UTC", with(clock(14, 5), date(2024, 8, 28), utc)},
		{"14:05 on 28 August (UTC)| alert", with(clock(14, 5), date(0, 8, 28), utc)},
		{"14:05 on 28 August| (API)", with(clock(14, 5), date(0, 8, 28))},
		{"14:05 on 28 August (UTC)", with(clock(14, 5), date(0, 8, 28), utc)},
		{"14:05 on 28 August 2024, Denver time|.", with(clock(14, 5), date(2024, 8, 28), zone("Denver time"))},
		{"14:05 CEST on 28 August 2024| (UTC)", with(clock(14, 5), date(2024, 8, 28), zone("CEST"))},
		{"14:05 on 28 August| GET requests", with(clock(14, 5), date(0, 8, 28))},
		{"14:05 on 28 August|, API errors", with(clock(14, 5), date(0, 8, 28))},
		{"14:05 on 28 August| in London", with(clock(14, 5), date(0, 8, 28))},
	})
}

// TestReadRangeWords reads ranges around words and signs of all kinds.
func TestReadRangeWords(t *testing.T) {
	utc := zone("UTC")
	for _, tt := range []struct {
		in       string
		from, to civil.Written
	}{
		{"Between approximately 10:05 and 10:40 UTC", with(clock(10, 5), utc, about), with(clock(10, 40), utc)},
		{"from about 10:05 to around 10:40 UTC|.", with(clock(10, 5), utc, about), with(clock(10, 40), utc, about)},
		{"between roughly 10:05 and ~10:40 UTC", with(clock(10, 5), utc, about), with(clock(10, 40), utc, about)},
		{"10:05 - ~10:40 UTC", with(clock(10, 5), utc), with(clock(10, 40), utc, about)},
		{"10:15 \u2192 10:40 UTC", with(clock(10, 15), utc), with(clock(10, 40), utc)},
		{"10:15\u219210:40 UTC", with(clock(10, 15), utc), with(clock(10, 40), utc)},
		{"10:15 -> 10:40 UTC", with(clock(10, 15), utc), with(clock(10, 40), utc)},
		{"10:05 to 10:40 London time", with(clock(10, 5), zone("London time")), with(clock(10, 40), zone("London time"))},
		{"10:00 UTC\u201311:00", with(clock(10, 0), utc), with(clock(11, 0), utc)},
		{"22:00 UTC\u201302:00", with(clock(22, 0), utc), with(clock(2, 0), utc)},
		{"10:00\u201311:00 on 28 August 2024 (UTC)", with(clock(10, 0), date(2024, 8, 28), utc), with(clock(11, 0), date(2024, 8, 28), utc)},
		{"7/5/2023-7/6/2023", day(date(2023, 5, 7), eitherFirst), day(date(2023, 6, 7), eitherFirst)},
	} {
		text, n := cut(tt.in)
		from, to, m := civil.ReadRange(text)
		if from != tt.from || to != tt.to || m != n {
			t.Errorf("%q: got %q\n%+v\n%+v, want %q\n%+v\n%+v", text, text[:m], from, to, text[:n], tt.from, tt.to)
		}
	}
	for _, text := range []string{
		"11:00 AM / 2:00 PM ET", "10:05 / 10:40 UTC", "~10:05 - 10:40", "between about", "from about 10:05", "10:15 \u2192 pods", "10:15 -> 3 pods",
		"10:00 UTC\u20134",
	} {
		if from, to, n := civil.ReadRange(text); n != 0 {
			t.Errorf("%q: got %q %+v %+v, want nothing", text, text[:n], from, to)
		}
	}
}
