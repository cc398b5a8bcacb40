package site

import (
	"math"
	"math/bits"
	"strconv"
	"time"

	"github.com/incidentkit/incident"
)

// Uptime is the uptime of a component, a group or a page in a period. Under a
// policy that takes the mean of several components, its times are sums over
// them, and each component has the weight of its known time.
type Uptime struct {
	Period  incident.Interval
	Policy  Policy
	Known   time.Duration // how long the status is known or assumed
	Down    time.Duration // of it, weighted by the policy
	Assumed time.Duration // of it, how long a status other than operational is assumed
	Lengths Lengths
	Notes   []incident.Note // what was left out or left behind in the period
}

// Percent returns the uptime in hundredths of a percent, rounded down: 9999 is
// 99.99 %, and 10000 means that there was no downtime at all. It returns false
// if nothing is known, if the policy counts nothing, or if the times add up to
// more than 292 years.
func (u Uptime) Percent() (hundredths int, ok bool) {
	if !u.Policy.counts() || u.Known <= 0 || u.Known == longest {
		return 0, false
	}
	hi, lo := bits.Mul64(uint64(u.Known-u.Down), 100_00)
	quotient, _ := bits.Div64(hi, lo, uint64(u.Known))
	return int(quotient), true
}

// AppendPercent appends the uptime to dst, as in "99.95%". It appends nothing
// if [Uptime.Percent] returns false.
func (u Uptime) AppendPercent(dst []byte) []byte {
	hundredths, ok := u.Percent()
	if !ok {
		return dst
	}
	dst = strconv.AppendInt(dst, int64(hundredths/100), 10)
	return append(dst, '.', byte('0'+hundredths/10%10), byte('0'+hundredths%10), '%')
}

// longest is the length that stands for all that do not fit a time.Duration.
const longest time.Duration = math.MaxInt64
