package wire

import (
	"fmt"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// Zone returns the IANA name of the zone in a key, or "" if it names no known
// zone.
func (o Object) Zone(key string) string {
	name := o.Line(key)
	if name == "" {
		return ""
	}
	if iana := railsZone(name); iana != "" {
		return iana
	}
	if _, err := civil.LoadLocation(name); err != nil {
		o.Get(key).Note("time_zone", incident.CodeZone, fmt.Sprintf("%q is not a known zone", name))
		return ""
	}
	return name
}

// railsZone returns the IANA name of a zone for the name that Ruby on Rails has
// for it, or "". Statuspage and Better Stack are written in Rails. Its names
// take precedence over names of the database: "Singapore" is both, and
// deprecated there.
func railsZone(name string) string {
	if iana, ok := railsZones[name]; ok {
		return iana
	}
	city := "/" + strings.ReplaceAll(name, " ", "_")
	i := slices.IndexFunc(railsCities, func(iana string) bool { return strings.HasSuffix(iana, city) })
	if i < 0 {
		return ""
	}
	return railsCities[i]
}

// railsCities are the zones that Rails calls by their city.
var railsCities = []string{
	"America/Tijuana", "America/Chihuahua", "America/Mazatlan", "America/Mexico_City", "America/Monterrey",
	"America/Bogota", "America/Lima", "America/Caracas", "America/La_Paz", "America/Santiago", "America/Asuncion",
	"America/Argentina/Buenos_Aires", "America/Montevideo", "America/Puerto_Rico", "Atlantic/Azores",
	"Europe/Dublin", "Europe/Lisbon", "Europe/London", "Africa/Casablanca", "Africa/Monrovia", "Europe/Belgrade",
	"Europe/Bratislava", "Europe/Budapest", "Europe/Ljubljana", "Europe/Prague", "Europe/Sarajevo",
	"Europe/Skopje", "Europe/Warsaw", "Europe/Zagreb", "Europe/Brussels", "Europe/Copenhagen", "Europe/Madrid",
	"Europe/Paris", "Europe/Amsterdam", "Europe/Berlin", "Europe/Zurich", "Europe/Rome", "Europe/Stockholm",
	"Europe/Vienna", "Europe/Bucharest", "Africa/Cairo", "Europe/Helsinki", "Europe/Kyiv", "Europe/Riga",
	"Europe/Sofia", "Europe/Tallinn", "Europe/Vilnius", "Europe/Athens", "Europe/Istanbul", "Europe/Minsk",
	"Asia/Jerusalem", "Africa/Harare", "Europe/Kaliningrad", "Europe/Moscow", "Europe/Volgograd", "Europe/Samara",
	"Asia/Kuwait", "Asia/Riyadh", "Africa/Nairobi", "Asia/Baghdad", "Asia/Tehran", "Asia/Muscat", "Asia/Baku",
	"Asia/Tbilisi", "Asia/Yerevan", "Asia/Kabul", "Asia/Karachi", "Asia/Tashkent", "Asia/Kolkata",
	"Asia/Kathmandu", "Asia/Dhaka", "Asia/Almaty", "Asia/Novosibirsk", "Asia/Bangkok", "Asia/Jakarta",
	"Asia/Krasnoyarsk", "Asia/Hong_Kong", "Asia/Urumqi", "Asia/Kuala_Lumpur", "Asia/Singapore", "Asia/Taipei",
	"Australia/Perth", "Asia/Irkutsk", "Asia/Ulaanbaatar", "Asia/Seoul", "Asia/Tokyo", "Asia/Yakutsk",
	"Australia/Darwin", "Australia/Adelaide", "Australia/Melbourne", "Australia/Sydney", "Australia/Brisbane",
	"Australia/Hobart", "Asia/Vladivostok", "Pacific/Guam", "Pacific/Port_Moresby", "Asia/Magadan",
	"Asia/Srednekolymsk", "Pacific/Fiji", "Asia/Kamchatka", "Pacific/Auckland",
}

// railsZones maps all other names of Rails to zones.
var railsZones = map[string]string{
	"International Date Line West": "Etc/GMT+12",
	"Midway Island":                "Pacific/Midway",
	"American Samoa":               "Pacific/Pago_Pago",
	"Hawaii":                       "Pacific/Honolulu",
	"Alaska":                       "America/Juneau",
	"Pacific Time (US & Canada)":   "America/Los_Angeles",
	"Mountain Time (US & Canada)":  "America/Denver",
	"Arizona":                      "America/Phoenix",
	"Central Time (US & Canada)":   "America/Chicago",
	"Saskatchewan":                 "America/Regina",
	"Guadalajara":                  "America/Mexico_City",
	"Central America":              "America/Guatemala",
	"Eastern Time (US & Canada)":   "America/New_York",
	"Indiana (East)":               "America/Indiana/Indianapolis",
	"Quito":                        "America/Lima",
	"Atlantic Time (Canada)":       "America/Halifax",
	"Newfoundland":                 "America/St_Johns",
	"Brasilia":                     "America/Sao_Paulo",
	"Georgetown":                   "America/Guyana",
	"Greenland":                    "America/Nuuk",
	"Mid-Atlantic":                 "Atlantic/South_Georgia",
	"Cape Verde Is.":               "Atlantic/Cape_Verde",
	"Edinburgh":                    "Europe/London",
	"Bern":                         "Europe/Zurich",
	"West Central Africa":          "Africa/Algiers",
	"Kiev":                         "Europe/Kyiv",
	"Pretoria":                     "Africa/Johannesburg",
	"St. Petersburg":               "Europe/Moscow",
	"Abu Dhabi":                    "Asia/Muscat",
	"Ekaterinburg":                 "Asia/Yekaterinburg",
	"Islamabad":                    "Asia/Karachi",
	"Chennai":                      "Asia/Kolkata",
	"Mumbai":                       "Asia/Kolkata",
	"New Delhi":                    "Asia/Kolkata",
	"Astana":                       "Asia/Almaty",
	"Sri Jayawardenepura":          "Asia/Colombo",
	"Rangoon":                      "Asia/Yangon",
	"Hanoi":                        "Asia/Bangkok",
	"Beijing":                      "Asia/Shanghai",
	"Chongqing":                    "Asia/Shanghai",
	"Ulaan Bataar":                 "Asia/Ulaanbaatar",
	"Osaka":                        "Asia/Tokyo",
	"Sapporo":                      "Asia/Tokyo",
	"Canberra":                     "Australia/Sydney",
	"Solomon Is.":                  "Pacific/Guadalcanal",
	"New Caledonia":                "Pacific/Noumea",
	"Marshall Is.":                 "Pacific/Majuro",
	"Wellington":                   "Pacific/Auckland",
	"Nuku'alofa":                   "Pacific/Tongatapu",
	"Tokelau Is.":                  "Pacific/Fakaofo",
	"Chatham Is.":                  "Pacific/Chatham",
	"Samoa":                        "Pacific/Apia",
}
