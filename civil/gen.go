//go:build ignore

// Gen writes abbreviations.go, the tables of abbreviations and of cities, from
// the zone data that comes with Go.
//
//	go run gen.go [-o FILE]    # "-" is standard output
package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"go/format"
	"io"
	"log"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The years that are scanned. A meaning in force in the last two of them is a
// current one.
var (
	start  = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	living = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	end    = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
)

type meaning struct {
	name   string
	offset int
}

// span is the period in which a meaning was in force, within the years scanned.
type span struct {
	from, to time.Time
	zones    []string
}

// preferred are the zones that best represent a meaning, if the first one in
// alphabetical order would be surprising.
var preferred = []string{
	"UTC", "Europe/Brussels", "Europe/London", "Europe/Athens", "Europe/Lisbon", "Europe/Moscow", "Europe/Dublin",
	"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Anchorage",
	"America/Halifax", "America/St_Johns", "Pacific/Honolulu", "America/Adak", "America/Havana", "Pacific/Pago_Pago",
	"Asia/Tokyo", "Asia/Seoul", "Asia/Pyongyang", "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Manila", "Asia/Kolkata",
	"Asia/Jerusalem", "Asia/Karachi", "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Africa/Johannesburg",
	"Africa/Lagos", "Africa/Maputo", "Africa/Nairobi", "Australia/Sydney", "Australia/Adelaide", "Australia/Perth",
	"Pacific/Auckland", "Pacific/Guam",
}

// documented are names that the database does not print but pages do. Most of
// them were in the database until 2017, when it removed the names that it had
// invented. Every offset that the zone had in the years scanned must be listed,
// so that a name whose offset has changed (VET) is never read with the wrong
// one. Paraguay is left out: its PYT of -4 ended in 2024, and the name of its
// -3 is not documented.
var documented = []struct {
	zone  string
	names string // alternating names and offsets in minutes
}{
	{"America/Argentina/Buenos_Aires", "ART -180 ARST -120"},
	{"America/Bogota", "COT -300"},
	{"America/Caracas", "VET -240 VET -270"},
	{"America/Cayenne", "GFT -180"},
	{"America/Guayaquil", "ECT -300"},
	{"America/Guyana", "GYT -240"},
	{"America/La_Paz", "BOT -240"},
	{"America/Lima", "PET -300"},
	{"America/Montevideo", "UYT -180 UYST -120"},
	{"America/Paramaribo", "SRT -180"},
	{"America/Santiago", "CLT -240 CLST -180"},
	{"America/Sao_Paulo", "BRT -180 BRST -120"},
	{"Asia/Baku", "AZT 240 AZST 300"},
	{"Asia/Bangkok", "ICT 420"},
	{"Asia/Dubai", "GST 240"},
	{"Asia/Ho_Chi_Minh", "ICT 420"},
	{"Asia/Kabul", "AFT 270"},
	{"Asia/Kathmandu", "NPT 345"},
	{"Asia/Kuala_Lumpur", "MYT 480"},
	{"Asia/Manila", "PHT 480"},
	{"Asia/Singapore", "SGT 480"},
	{"Asia/Tashkent", "UZT 300"},
	{"Asia/Tbilisi", "GET 240 GET 180 GEST 300"},
	{"Asia/Tehran", "IRST 210 IRDT 270"},
	{"Asia/Thimphu", "BTT 360"},
	{"Asia/Yangon", "MMT 390"},
	{"Asia/Yerevan", "AMT 240 AMST 300"},
	{"America/Manaus", "AMT -240"},
	{"Asia/Almaty", "ALMT 360 ALMT 300 ALMST 420"},
	{"Atlantic/Azores", "AZOT -60 AZOST 0"},
	{"Atlantic/Cape_Verde", "CVT -60"},
	{"Europe/Istanbul", "TRT 180 EET 120"},
	{"Indian/Maldives", "MVT 300"},
	{"Indian/Mauritius", "MUT 240 MUST 300"},
	{"Pacific/Chatham", "CHAST 765 CHADT 825"},
	{"Pacific/Fiji", "FJT 720 FJST 780"},
	{"Pacific/Port_Moresby", "PGT 600"},
	{"Australia/Lord_Howe", "LHST 630 LHDT 660"},
}

func main() {
	out := flag.String("o", "abbreviations.go", "file to write")
	flag.Parse()
	log.SetFlags(0)
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		log.Fatal(err)
	}
	source, err := generate(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		log.Fatal(err)
	}
	if *out == "-" {
		_, err = os.Stdout.Write(source)
	} else {
		err = os.WriteFile(*out, source, 0o666)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func generate(archive string) ([]byte, error) {
	zones, err := load(archive)
	if err != nil {
		return nil, err
	}
	found := make(map[meaning]*span)
	for name, loc := range zones {
		walk(loc, func(abbreviation string, offset int, from, to time.Time) {
			if abbreviation[0] != '+' && abbreviation[0] != '-' {
				add(found, meaning{abbreviation, offset}, name, from, to)
			}
		})
	}
	printed := make(map[string]bool)
	for m := range found {
		printed[m.name] = true
	}
	for _, d := range documented {
		if err := document(found, printed, zones, d.zone, strings.Fields(d.names)); err != nil {
			return nil, err
		}
	}
	names := make([]string, 0, len(zones))
	for name := range zones {
		names = append(names, name)
	}
	return write(found, cities(names), links(names))
}

// areas are the areas of the database that contain cities.
var areas = []string{
	"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
}

// cities returns the names of the form Area/City and those of countries, sorted
// by their last parts. Areas within areas are left out: the cities of Argentina
// have short names as well, and those of Indiana share their names with larger
// ones.
func cities(names []string) []string {
	var found []string
	for _, name := range names {
		area, city, ok := strings.Cut(name, "/")
		if ok && !slices.Contains(areas, area) || strings.Contains(city, "/") || path.Base(name) == strings.ToUpper(path.Base(name)) {
			continue
		}
		found = append(found, name)
	}
	slices.SortFunc(found, func(a, b string) int {
		return cmp.Or(strings.Compare(spoken(a), spoken(b)), strings.Compare(a, b))
	})
	return found
}

// spoken returns the last part of a name in the form by which the table is
// sorted.
func spoken(name string) string {
	return strings.ToUpper(strings.ReplaceAll(path.Base(name), "_", " "))
}

// links returns the old names of the form Country/Region, sorted.
func links(names []string) []string {
	var found []string
	for _, name := range names {
		if area, _, ok := strings.Cut(name, "/"); ok && area != "Etc" && !slices.Contains(areas, area) {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return found
}

// load reads all zones of the archive.
func load(archive string) (map[string]*time.Location, error) {
	r, err := zip.OpenReader(archive)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	zones := make(map[string]*time.Location)
	for _, f := range r.File {
		if strings.HasSuffix(f.Name, "/") || f.Name == "Factory" {
			continue
		}
		file, err := f.Open()
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(file)
		file.Close()
		if err != nil {
			return nil, err
		}
		loc, err := time.LoadLocationFromTZData(f.Name, data)
		if err != nil {
			return nil, fmt.Errorf("%s: %v", f.Name, err)
		}
		zones[f.Name] = loc
	}
	return zones, nil
}

// walk calls f for each period of loc within the years scanned.
func walk(loc *time.Location, f func(abbreviation string, offset int, from, to time.Time)) {
	for t := start; t.Before(end); {
		local := t.In(loc)
		name, offset := local.Zone()
		_, next := local.ZoneBounds()
		switch {
		case next.IsZero() || next.After(end):
			next = end
		case !next.After(t): // on 31 December of a leap year ZoneBounds ends the day before
			next = t.Add(24 * time.Hour)
		}
		f(name, offset, t, next.UTC())
		t = next.UTC()
	}
}

func add(found map[meaning]*span, m meaning, zone string, from, to time.Time) {
	s := found[m]
	if s == nil {
		s = &span{from: from, to: to}
		found[m] = s
	}
	if from.Before(s.from) {
		s.from = from
	}
	if to.After(s.to) {
		s.to = to
	}
	if !slices.Contains(s.zones, zone) {
		s.zones = append(s.zones, zone)
	}
}

// document adds the documented names of one zone. It returns an error if an
// offset of the zone has no name.
func document(found map[meaning]*span, printed map[string]bool, zones map[string]*time.Location, zone string, names []string) error {
	loc := zones[zone]
	if loc == nil {
		return fmt.Errorf("%s: no such zone", zone)
	}
	var err error
	walk(loc, func(abbreviation string, offset int, from, to time.Time) {
		named := false
		for i := 0; i < len(names); i += 2 {
			if names[i+1] != fmt.Sprint(offset/60) {
				continue
			}
			named = true
			if names[i] != abbreviation {
				add(found, meaning{names[i], offset}, zone, from, to)
			}
		}
		if !named {
			err = fmt.Errorf("%s: the offset %d in force from %v has no name", zone, offset/60, from)
		}
	})
	return err
}

func write(found map[meaning]*span, cities, links []string) ([]byte, error) {
	var meanings []meaning
	for m := range found {
		meanings = append(meanings, m)
	}
	slices.SortFunc(meanings, func(a, b meaning) int {
		if c := strings.Compare(strings.ToUpper(a.name), strings.ToUpper(b.name)); c != 0 {
			return c
		}
		return a.offset - b.offset
	})
	var b bytes.Buffer
	b.WriteString("// Code generated by gen.go from the zone data of Go; DO NOT EDIT.\n\npackage civil\n\n")
	b.WriteString("// meanings are the abbreviations in force since 2000, sorted by name in upper\n// case, then by offset.\n")
	b.WriteString("var meanings = [...]meaning{\n")
	for _, m := range meanings {
		s := found[m]
		var from, to int64
		if s.from.After(start.AddDate(1, 6, 0)) { // otherwise it may be older than the years scanned
			from = s.from.Unix()
		}
		if !s.to.After(living) {
			to = s.to.Unix()
		}
		fmt.Fprintf(&b, "{%q, %d, %q, %d, %d},\n", m.name, m.offset, choose(s.zones), from, to)
	}
	b.WriteString("}\n\n// cities are the names of the form Area/City and of countries, sorted by the\n// last part in upper case.\nvar cities = [...]string{\n")
	list(&b, cities)
	b.WriteString("}\n\n// links are the old names of the form Country/Region, sorted.\nvar links = [...]string{\n")
	list(&b, links)
	b.WriteString("}\n")
	return format.Source(b.Bytes())
}

func list(b *bytes.Buffer, names []string) {
	for _, name := range names {
		fmt.Fprintf(b, "%q,\n", name)
	}
}

// choose returns the zone that represents a meaning.
func choose(zones []string) string {
	for _, p := range preferred {
		if slices.Contains(zones, p) {
			return p
		}
	}
	slices.Sort(zones)
	for _, z := range zones {
		if strings.Contains(z, "/") && !strings.HasPrefix(z, "Etc/") {
			return z
		}
	}
	return zones[0]
}
