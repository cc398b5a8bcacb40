package civil

import (
	"slices"
	"strings"
	"time"
)

// Stamp is a local time and a zone as a page prints them.
type Stamp struct {
	DateTime DateTime
	Zone     string // as printed; a stamp without a zone is ignored
}

// Infer finds the zone of a page from its stamps: a zone that prints every
// stamp exactly as it is. It returns a canonical IANA name, and never one of
// the short names (CET, PST8PDT) that are missing on some systems. If several
// zones fit, Infer prefers the best known: Europe/Brussels for CET and CEST,
// America/Los_Angeles for PST and PDT, America/New_York, Europe/London for GMT
// and BST, Asia/Tokyo, and so on. For "+08" it returns "Etc/GMT-8", and for
// other numeric abbreviations the zone that prints them at that time
// (Asia/Kathmandu, America/Santiago).
//
// Exact is false if no zone prints the stamps but their offset is clear
// ("GMT+08:00", "VET", "SGT"). The zone is then a fixed offset such as "UTC+8",
// which [LoadLocation] can load. Exact is also false if the zone follows from a
// generic name ("PT") or from lower-case letters.
//
// The error is a [*ZoneError]. Its kind is
//
//   - Ambiguous if zones with other offsets print the stamps as well, such as
//     IST in one half of the year, or CST without a CDT, which may be from
//     Chicago or Shanghai (Infer does not consider Manila's PST);
//   - Unknown if an abbreviation is not known, or if there are no stamps with a
//     zone;
//   - Foreign if every stamp has a meaning, but no single zone prints them all.
func Infer(stamps []Stamp) (zone string, exact bool, err error) {
	labels := labelsOf(stamps)
	if len(labels) == 0 {
		return "", false, &ZoneError{Kind: Unknown}
	}
	if len(labels) == 1 {
		if name, ok := wholeHour(labels[0]); ok {
			return name, true, nil
		}
	}
	var first inference
	for i := range inferred {
		z := &inferred[i]
		if !z.mayPrint(labels) {
			continue
		}
		loc, err := LoadLocation(z.name)
		if err != nil {
			continue // the zone data is incomplete
		}
		found := inference{zone: z.name, loc: loc, exact: true}
		if !found.explains(stamps) {
			continue
		}
		if first.loc == nil {
			first = found
		} else if s, differs := first.differs(&found, stamps); differs {
			return "", false, &ZoneError{Name: s.Zone, Kind: Ambiguous, Candidates: candidatesOf(meaningsOf(s.Zone))}
		}
	}
	if first.loc != nil {
		return first.zone, first.exact, nil
	}
	offset, err := commonOffset(stamps)
	if err != nil {
		return "", false, err
	}
	return offsetName(offset), false, nil
}

// labelsOf returns the distinct zones of the stamps.
func labelsOf(stamps []Stamp) []string {
	var labels []string
next:
	for _, s := range stamps {
		if s.Zone == "" {
			continue
		}
		for _, l := range labels {
			if l == s.Zone {
				continue next
			}
		}
		labels = append(labels, s.Zone)
	}
	return labels
}

// wholeHour returns the zone of the area Etc that prints a numeric
// abbreviation, such as "Etc/GMT-8" for "+08"; the signs in these names are
// those of POSIX. There is no zone for "+00", because Etc/GMT prints GMT.
func wholeHour(label string) (name string, ok bool) {
	if len(label) != 3 || label == "+00" || label == "-00" {
		return "", false
	}
	offset, n := readOffset(label)
	if n != len(label) {
		return "", false
	}
	sign := "-"
	if offset < 0 {
		sign, offset = "+", -offset
	}
	return "Etc/GMT" + sign + string(appendPadded(nil, offset/3600, 1)), true
}

// inferredZone is a zone that Infer knows, with the abbreviations that it has
// printed since 2000.
type inferredZone struct {
	name   string
	labels string
}

// inferred are the zones that Infer tries, the best known first.
//
// Asia/Manila and America/Havana are left out, so that PST and PDT, CST and CDT
// are those of North America.
var inferred = [...]inferredZone{
	{"UTC", "UTC"},
	{"Europe/Brussels", "CET CEST"},
	{"America/Los_Angeles", "PST PDT"},
	{"America/New_York", "EST EDT"},
	{"America/Chicago", "CST CDT"},
	{"America/Denver", "MST MDT"},
	{"Europe/London", "GMT BST"},
	{"Europe/Athens", "EET EEST"},
	{"Europe/Lisbon", "WET WEST"},
	{"Europe/Dublin", "GMT IST"},
	{"Europe/Moscow", "MSK MSD"},
	{"Asia/Tokyo", "JST"},
	{"Asia/Seoul", "KST"},
	{"Asia/Shanghai", "CST"},
	{"Asia/Hong_Kong", "HKT"},
	{"Asia/Kolkata", "IST"},
	{"Asia/Jerusalem", "IST IDT"},
	{"Asia/Karachi", "PKT PKST"},
	{"Asia/Jakarta", "WIB"},
	{"Asia/Makassar", "WITA"},
	{"Asia/Jayapura", "WIT"},
	{"Africa/Johannesburg", "SAST"},
	{"Africa/Nairobi", "EAT"},
	{"Africa/Lagos", "WAT"},
	{"Africa/Maputo", "CAT"},
	{"Australia/Sydney", "AEST AEDT"},
	{"Australia/Adelaide", "ACST ACDT"},
	{"Australia/Perth", "AWST AWDT"},
	{"Pacific/Auckland", "NZST NZDT"},
	{"Pacific/Honolulu", "HST"},
	{"America/Anchorage", "AKST AKDT"},
	{"America/Adak", "HST HDT"},
	{"America/Halifax", "AST ADT"},
	{"America/St_Johns", "NST NDT"},
	{"Pacific/Guam", "ChST GST"},
	{"Pacific/Pago_Pago", "SST"},
	// No daylight saving time, or on other dates.
	{"America/Phoenix", "MST"},
	{"America/Panama", "EST"},
	{"America/Mexico_City", "CST CDT"},
	{"America/Costa_Rica", "CST"},
	{"America/Puerto_Rico", "AST"},
	{"Australia/Brisbane", "AEST"},
	{"Australia/Darwin", "ACST"},
	{"Africa/Algiers", "CET"},
	{"Africa/Abidjan", "GMT"},
	{"Africa/Cairo", "EET EEST"},
	{"Africa/Tripoli", "EET CET CEST"},
	{"Europe/Kyiv", "EET EEST"},
	{"Asia/Beirut", "EET EEST"},
	{"Asia/Gaza", "EET EEST"},
	// Numeric abbreviations that change, or that are not whole hours.
	{"America/Sao_Paulo", "-03 -02"},
	{"America/Argentina/Buenos_Aires", "-03 -02"},
	{"America/Santiago", "-04 -03"},
	{"America/Nuuk", "-03 -02 -01"},
	{"America/Miquelon", "-03 -02"},
	{"America/Caracas", "-04 -0430"},
	{"America/Asuncion", "-04 -03"},
	{"America/Montevideo", "-03 -02"},
	{"Atlantic/Azores", "-01 +00"},
	{"Africa/Casablanca", "+00 +01"},
	{"Europe/Istanbul", "+03 EET EEST"},
	{"Europe/Samara", "+03 +04 +05"},
	{"Asia/Tehran", "+0330 +0430"},
	{"Asia/Kabul", "+0430"},
	{"Asia/Colombo", "+0530 +06"},
	{"Asia/Kathmandu", "+0545"},
	{"Asia/Yangon", "+0630"},
	{"Asia/Almaty", "+05 +06 +07"},
	{"Asia/Baku", "+04 +05"},
	{"Asia/Yerevan", "+04 +05"},
	{"Asia/Amman", "EET EEST +03"},
	{"Asia/Dhaka", "+06 +07"},
	{"Asia/Ulaanbaatar", "+08 +09"},
	{"Australia/Eucla", "+0845 +0945"},
	{"Australia/Lord_Howe", "+1030 +11"},
	{"Pacific/Norfolk", "+1130 +11 +12"},
	{"Pacific/Chatham", "+1245 +1345"},
	{"Pacific/Easter", "-06 -05"},
	{"Pacific/Fiji", "+12 +13"},
	{"Pacific/Apia", "-11 -10 +13 +14"},
	{"Pacific/Marquesas", "-0930"},
	{"Antarctica/Troll", "+00 +02"},
}

// mayPrint reports whether the zone uses all the labels, or has generic names
// for them.
func (z *inferredZone) mayPrint(labels []string) bool {
	for _, label := range labels {
		if g, ok := generic(label); ok {
			if g.Zone != z.name {
				return false
			}
			continue
		}
		known := false
		for l := range strings.FieldsSeq(z.labels) {
			known = known || foldEqual(l, label)
		}
		if !known {
			return false
		}
	}
	return true
}

// inference is a zone that may explain the stamps.
type inference struct {
	zone  string
	loc   *time.Location
	exact bool
}

// explains reports whether the zone prints every stamp with its label, and
// whether the label is exactly as written.
func (f *inference) explains(stamps []Stamp) bool {
	for i := range stamps {
		if _, ok := f.instant(&stamps[i]); !ok {
			return false
		}
	}
	return true
}

// instant returns the instant at which the zone prints a stamp.
func (f *inference) instant(s *Stamp) (sec int64, ok bool) {
	if s.Zone == "" {
		return 0, true
	}
	w := wallOf(s.DateTime, f.loc)
	for i := range w.n {
		t := w.at(i)
		name, _ := t.Zone()
		if name == s.Zone {
			return t.Unix(), true
		}
		if g, generic := generic(s.Zone); foldEqual(name, s.Zone) || generic && g.Zone == f.zone {
			f.exact = false
			return t.Unix(), true
		}
	}
	return 0, false
}

// differs finds a stamp that denotes different instants in two zones.
func (f *inference) differs(g *inference, stamps []Stamp) (*Stamp, bool) {
	for i := range stamps {
		a, _ := f.instant(&stamps[i])
		b, _ := g.instant(&stamps[i])
		if a != b {
			return &stamps[i], true
		}
	}
	return nil, false
}

// commonOffset returns the offset that all stamps have according to the table
// of abbreviations.
func commonOffset(stamps []Stamp) (offset int, err error) {
	seen := false
	mixed := false
	for i := range stamps {
		s := &stamps[i]
		if s.Zone == "" {
			continue
		}
		r := Resolve(s.DateTime, s.Zone, time.UTC)
		if r.Time.IsZero() || r.Kind == Assumed {
			e := &ZoneError{Name: s.Zone, Kind: Unknown, Nearest: r.Nearest}
			if r.Kind == Ambiguous || r.Kind == Assumed {
				e.Kind, e.Nearest, e.Candidates = Ambiguous, "", candidatesOf(meaningsOf(s.Zone))
			}
			return 0, e
		}
		_, o := r.Time.Zone()
		mixed = mixed || seen && o != offset
		offset, seen = o, true
	}
	if mixed {
		return 0, odd(stamps)
	}
	return offset, nil
}

// odd returns an error for the first stamp that is not printed by the zone that
// prints most of them.
func odd(stamps []Stamp) *ZoneError {
	var best *ZoneError
	most := 0
	labels := labelsOf(stamps)
	for i := range inferred {
		if !slices.ContainsFunc(labels, func(l string) bool { return inferred[i].mayPrint([]string{l}) }) {
			continue
		}
		loc, err := LoadLocation(inferred[i].name)
		if err != nil {
			continue
		}
		f := inference{zone: inferred[i].name, loc: loc}
		n, stranger := 0, ""
		for j := range stamps {
			if _, ok := f.instant(&stamps[j]); ok {
				n++
			} else if stranger == "" {
				stranger = stamps[j].Zone
			}
		}
		if n > most {
			most = n
			best = &ZoneError{Name: stranger, Kind: Foreign, Nearest: inferred[i].name}
		}
	}
	if best == nil {
		best = &ZoneError{Name: stamps[0].Zone, Kind: Unknown}
	}
	return best
}
