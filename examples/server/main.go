// Command server serves the status page of a folder: incidents in JSON, their
// postmortems in Markdown, and the components in service.json.
//
//	go run ./examples/server [-addr 127.0.0.1:8080] [DIR]
//
// It reads the folder again when a file in it has changed, and once a minute,
// because pages show how long things have lasted. The pages, feeds and answers
// are those of "incident site".
package main

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"mime"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // for systems without zone data

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/site"
)

// Server serves the pages of a folder. Its fields are not to be changed once it
// is used.
type Server struct {
	Dir string
	Now func() time.Time

	mu    sync.Mutex
	state string // of the folder, when the pages were made
	pages map[string]page
}

// page is a file of the site with the tag of its content.
type page struct {
	data []byte
	etag string
}

// ServeHTTP answers with the file at the path of the request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	pages, err := s.current()
	if err != nil {
		log.Print(err)
		http.Error(w, "the incidents cannot be read", http.StatusInternalServerError)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	p, ok := pages[name]
	if !ok {
		if index, found := pages[path.Join(name, "index.html")]; found {
			if !strings.HasSuffix(r.URL.Path, "/") { // relative links need it
				http.Redirect(w, r, path.Base(name)+"/", http.StatusMovedPermanently)
				return
			}
			name, p, ok = "index.html", index, true
		}
	}
	if !ok {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		w.Write(pages["404.html"].data)
		return
	}
	w.Header().Set("Content-Type", mediaType(name))
	w.Header().Set("ETag", p.etag)
	w.Header().Set("Cache-Control", "no-cache")        // ask each time, and get 304
	w.Header().Set("Access-Control-Allow-Origin", "*") // clients of the API run on other pages
	w.Header().Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(p.data)) // answers If-None-Match
}

func mediaType(name string) string {
	switch ext := path.Ext(name); ext {
	case ".atom":
		return "application/atom+xml"
	case ".rss":
		return "application/rss+xml"
	case ".ics":
		return "text/calendar; charset=utf-8"
	case ".md":
		return "text/markdown; charset=utf-8"
	default:
		return mime.TypeByExtension(ext)
	}
}

// current returns the pages of the folder as it is now.
func (s *Server) current() (map[string]page, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	files, err := os.ReadDir(s.Dir)
	if err != nil {
		return nil, err
	}
	now := s.Now().Truncate(time.Minute)
	state := now.String()
	for _, f := range files {
		if info, err := f.Info(); err == nil {
			state += fmt.Sprintf("\x00%s %d %s", f.Name(), info.Size(), info.ModTime())
		}
	}
	if state == s.state {
		return s.pages, nil
	}
	service, err := load(s.Dir, files)
	if err != nil {
		return nil, err
	}
	made, err := service.Files(site.Options{Now: now})
	if err != nil {
		return nil, err
	}
	pages := make(map[string]page)
	for _, f := range made {
		data := f.Append(nil)
		pages[f.Name] = page{data, fmt.Sprintf(`"%x"`, sha256.Sum256(data))}
	}
	s.state, s.pages = state, pages
	return pages, nil
}

// load reads a service from its folder.
func load(dir string, files []fs.DirEntry) (*site.Service, error) {
	service := &site.Service{}
	incidents := make(map[string]*incident.Incident)
	var postmortems []*incident.Incident
	for _, f := range files {
		name := filepath.Join(dir, f.Name())
		data, err := os.ReadFile(name)
		var doc *parse.Document
		switch {
		case err != nil:
		case f.Name() == "service.json":
			err = parse.JSON{}.Decode(name, data, service)
		case filepath.Ext(name) == ".json":
			if doc, err = (parse.JSON{}).Parse(name, data); err == nil {
				for _, inc := range doc.Incidents {
					incidents[inc.ID] = inc
					service.Incidents = append(service.Incidents, inc)
				}
			}
		case filepath.Ext(name) == ".md":
			if doc, err = (parse.Markdown{}).Parse(name, data); err == nil {
				postmortems = append(postmortems, doc.Incidents...)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	for _, pm := range postmortems {
		inc, ok := incidents[pm.ID]
		if !ok {
			return nil, fmt.Errorf("the postmortem %q names the id %q, which no incident has", pm.Title, pm.ID)
		}
		if err := inc.Attach(pm); err != nil {
			return nil, err
		}
	}
	return service, nil
}

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "where to listen")
	flag.Parse()
	dir := flag.Arg(0)
	if dir == "" {
		dir = "."
	}
	log.Printf("serving %s on http://%s", dir, *addr)
	log.Fatal(http.ListenAndServe(*addr, &Server{Dir: dir, Now: time.Now}))
}
