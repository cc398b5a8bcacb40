// Package site makes the status page of a service from its components and
// incidents: a home page, a history by month, the uptime, and a folder of static
// files with all of it, which any web server can serve.
//
//	service := &site.Service{Page: page, Components: components, Incidents: incidents}
//	files, err := service.Files(site.Options{Now: time.Now()})
//
// [Service.Home], [Service.Months] and [Service.Uptime] are plans: what a page
// says, as data. [HTML], [Text] and [Markdown] spell them.
//
// A figure says what it rests on. What a component had is known where a change
// says so, assumed where the end of an incident has to stand for it, and left
// out where an incident names the component without its status.
//
// [Merge] returns each incident of several sources once, such as answers, feeds
// and saved pages of a page that moves. Its [Migration] lists what it did not
// keep.
package site
