package site

import (
	"time"

	"github.com/incidentkit/incident"
)

func (s *Service) policy() Policy                     { return Policy{Name: s.Policy} }
func (s *Service) groups(o Options) ([]Group, Uptime) { return nil, Uptime{} }
func (u Uptime) text() string                       { return "99.98 %" }

var _ = time.Now
var _ incident.Incident
