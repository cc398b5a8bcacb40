package site

func (u Uptime) text() string { return string(u.AppendPercent(nil)) }
