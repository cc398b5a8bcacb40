package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/incidentkit/incident/site"
)

var siteCommand = &command{
	name:  "site",
	args:  "-o DIR [flags] SOURCE...",
	short: "make a status page: a folder of static files",
	long: `Site makes the status page of a service from its incidents: a home page, a
history by month, the uptime, a page for each incident and component, feeds, a
calendar of maintenances, and the answers of Statuspage's public API. It writes
them to a folder of static files, which any web server or bucket can serve.

A SOURCE is a file or a folder of any format that convert reads, such as JSON
incidents, Markdown postmortems, and answers, feeds and saved pages of vendors. In
a folder, pictures, a LICENSE and the like are left out, as convert does it.
What several of them say about one incident is merged. A source named
service.json is the service: its page and its components, as
docs/service.schema.json describes them. Without one, they are those that the
sources name. If the incidents are of several pages, each page gets a site of its
own, in a subfolder. With one service.json there is one site, with all incidents;
with several, the incidents of a page go to the one that has its id, address or
name.

A second run writes only files that changed, and removes those that are no longer
made; the file .incident-site in the folder lists what was written. A file that
site did not write is neither replaced nor removed.

If an incident had another address on the host of the page before, a page there
redirects to it. A link in a text that leads nowhere on the site is reported, and
so is a component that incidents name and the page does not list. What is posted
after the time of -now is not on the site yet, and is reported, too.

If a source cannot be read, nothing is written, and the exit code is 2. With -lax
faults are listed, the site has what could be read, and the exit code is 1.

Example: a status page from a folder of incidents and postmortems

  incident site -o public incidents/`,
	start: startSite,
}

// siteRun is one run of site.
type siteRun struct {
	loader
	out, report string
	now         nowFlag

	services []serviceFile
	sources  []site.Source
	listings []listing            // with components
	tellers  map[telling][]string // names of the sources
	failed   int                  // files that could not be read
}

func startSite(env environment, flags *flag.FlagSet) func([]string) error {
	r := &siteRun{loader: loader{env: env}, tellers: make(map[telling][]string)}
	flags.StringVar(&r.out, "o", "", "write to this `folder`")
	flags.StringVar(&r.report, "report", "", "write a report to this `file`: sources, output, and each loss; as JSON if it ends in .json")
	flags.StringVar((*string)(&r.now), "now", "", "`time` for which the site is made: RFC 3339, or 10:45 in the page's zone (default: the clock's)")
	r.inputFlags(flags)
	r.laxFlags(flags)
	return func(files []string) error {
		if err := r.configure(files); err != nil {
			return usageError{err}
		}
		return r.run(files)
	}
}

func (r *siteRun) configure(files []string) error {
	if r.out == "" {
		return errors.New("the output folder is missing; add -o DIR")
	}
	if len(files) == 0 {
		return errors.New("SOURCE is missing; name the files or the folder of the incidents")
	}
	for _, name := range files {
		if within(r.out, name) {
			return fmt.Errorf("the source %s is in the folder that is written, %s; choose another folder for one of them", name, r.out)
		}
	}
	return cmp.Or(r.check(), r.now.check())
}

// within reports whether a file is a folder, or stands in it or below it.
func within(folder, name string) bool {
	outer, err := filepath.Abs(folder)
	inner, err2 := filepath.Abs(name)
	if name == "-" || err != nil || err2 != nil {
		return false
	}
	rel, err := filepath.Rel(outer, inner)
	return err == nil && filepath.IsLocal(rel) || sameFile(folder, name)
}

func (r *siteRun) run(names []string) error {
	files, err := r.readServices(names)
	if err != nil {
		return err
	}
	r.progress = r.env.newProgress(len(files), countFiles)
	err = r.each(files, r.file)
	r.progress.clear()
	switch {
	case err != nil:
		return err
	case r.failed > 0:
		r.sayConcluded()
		return fmt.Errorf("%s failed, and %s was left as it was; -lax uses what can be read", count(r.failed, "source"), r.out)
	}
	incidents, migration := site.Merge(r.sources)
	r.sources = nil // which need as much memory as all that comes
	services := r.assign(incidents)
	if len(services) == 0 { // an empty folder may be a checkout that failed
		return fmt.Errorf("the sources have neither an incident nor %s, and %s was left as it was; check SOURCE", serviceName, r.out)
	}
	w := &siteWriter{env: r.env, dir: r.out}
	folders := site.Folders(services)
	if len(folders) > 1 && len(r.services) == 0 {
		r.say(fmt.Errorf("the incidents are of %d pages, and each has a site of its own: %s; for one site with all of them, add a %s to the sources", len(folders), strings.Join(folders, ", "), serviceName))
	}
	for i, folder := range folders {
		now, err := r.instant(services[i])
		if err == nil {
			err = w.add(folder, services[i], site.Options{Now: now})
		}
		if err != nil {
			return fmt.Errorf("incident site: %w", err)
		}
	}
	w.overview()
	report := w.newReport(migration)
	for _, s := range services {
		s.Incidents = nil // the files have what readers may see of them
	}
	if err := w.write(); err != nil {
		return err
	}
	r.sayConcluded()
	return r.finish(w, report)
}
