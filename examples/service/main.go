// Command service stores incidents as JSON files in a folder and serves their
// pages. It has no user accounts: put it behind a proxy that checks who may post.
//
//	GET    /              the incidents
//	GET    /ID            the page; ID.txt, ID.md and ID.json are other formats
//	POST   /ID            JSON: begins the incident, or adds its updates
//	PATCH  /ID/UPDATE     Markdown: replaces the body of an update
//	DELETE /ID/UPDATE     retracts an update
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"io/fs"
	"log"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // for systems without zone data

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// Service serves the incidents in a folder.
type Service struct {
	Dir  string
	Page incident.Page
	Now  func() time.Time
	mu   sync.Mutex // guards the files
}

// Handler returns the routes.
func (s *Service) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.list)
	mux.HandleFunc("GET /{id}", s.show)
	mux.HandleFunc("POST /{id}", s.post)
	mux.HandleFunc("PATCH /{id}/{update}", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		s.change(w, r, err, func(inc *incident.Incident) error {
			return inc.Amend(r.PathValue("update"), s.Now(), func(u *incident.Update) { u.Body = string(body) })
		})
	})
	mux.HandleFunc("DELETE /{id}/{update}", func(w http.ResponseWriter, r *http.Request) {
		s.change(w, r, nil, func(inc *incident.Incident) error { return inc.Retract(r.PathValue("update"), s.Now()) })
	})
	return mux
}

func (s *Service) list(w http.ResponseWriter, r *http.Request) {
	names, _ := filepath.Glob(filepath.Join(s.Dir, "*.json"))
	fmt.Fprintf(w, "<!DOCTYPE html><title>%[1]s</title><h1>%[1]s</h1><ul>\n", html.EscapeString(s.Page.Name))
	for _, name := range names {
		id := strings.TrimSuffix(filepath.Base(name), ".json")
		if inc, err := s.load(id); err == nil {
			fmt.Fprintf(w, "<li><a href=\"/%s\">%s</a>: %s\n", url.PathEscape(id), html.EscapeString(inc.Title), incident.Label(inc.Status()))
		}
	}
	fmt.Fprintln(w, "</ul>")
}

func (s *Service) show(w http.ResponseWriter, r *http.Request) {
	form := filepath.Ext(r.PathValue("id"))
	inc, err := s.load(strings.TrimSuffix(r.PathValue("id"), form))
	if err != nil {
		fail(w, err)
		return
	}
	as := func(media string) http.ResponseWriter {
		w.Header().Set("Content-Type", media+"; charset=utf-8")
		return w
	}
	switch form {
	case "":
		err = render.HTML{}.WritePage(as("text/html"), inc)
	case ".json":
		err = json.NewEncoder(as("application/json")).Encode(inc.Public())
	case ".md":
		err = render.Markdown{}.Write(as("text/markdown"), inc)
	default:
		err = render.Text{}.Write(as("text/plain"), inc)
	}
	if err != nil {
		log.Print(err) // the client has gone
	}
}

func (s *Service) post(w http.ResponseWriter, r *http.Request) {
	var news *incident.Incident
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err == nil {
		var doc *parse.Document
		if doc, err = (parse.JSON{}).Parse("", body); err == nil && doc.Many {
			err = &incident.SourceError{Code: incident.CodeSyntax, Err: errors.New("want one incident")}
		} else if err == nil {
			news = doc.Incidents[0]
		}
	}
	s.change(w, r, err, func(inc *incident.Incident) error {
		if len(inc.Updates) == 0 {
			inc.Title, inc.Severity, inc.Window, inc.Components = news.Title, news.Severity, news.Window, news.Components
		}
		for _, u := range news.Updates {
			if u.At.IsZero() {
				u.At = s.Now()
			}
			if err := inc.Insert(u); err != nil {
				return err
			}
		}
		return inc.Validate()
	})
}

// change changes an incident and stores it. It does neither if err is not nil,
// and stores nothing if the change fails.
func (s *Service) change(w http.ResponseWriter, r *http.Request, err error, do func(*incident.Incident) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		fail(w, err)
		return
	}
	inc, err := s.load(r.PathValue("id"))
	if errors.Is(err, fs.ErrNotExist) && r.Method == http.MethodPost {
		inc, err = &incident.Incident{ID: r.PathValue("id"), Page: s.Page}, nil
	}
	if err == nil {
		err = do(inc)
	}
	if err == nil {
		err = s.store(inc)
	}
	if err != nil {
		fail(w, err)
		return
	}
	json.NewEncoder(w).Encode(inc.Public())
}

// fail answers with an error: a wrong input with its place in the JSON, a broken
// rule with the name of the field.
func fail(w http.ResponseWriter, err error) {
	code := http.StatusInternalServerError
	var source *incident.SourceError
	var field *incident.FieldError
	switch {
	case errors.As(err, &source):
		code = http.StatusBadRequest
	case errors.As(err, &field):
		code = http.StatusConflict
	case errors.Is(err, fs.ErrNotExist):
		code = http.StatusNotFound
	}
	http.Error(w, err.Error(), code)
}

func (s *Service) load(id string) (*incident.Incident, error) {
	if !filepath.IsLocal(id) {
		return nil, fs.ErrNotExist
	}
	data, err := os.ReadFile(filepath.Join(s.Dir, id+".json"))
	if err != nil {
		return nil, err
	}
	doc, err := parse.JSON{}.Parse(id, data)
	if err != nil {
		return nil, fmt.Errorf("a stored incident: %v", err)
	}
	return doc.Incidents[0], nil
}

// store replaces the file of an incident in one step.
func (s *Service) store(inc *incident.Incident) error {
	data, err := json.MarshalIndent(inc, "", "  ")
	if err != nil {
		return err
	}
	name := filepath.Join(s.Dir, inc.ID+".json")
	return errors.Join(os.WriteFile(name+".new", data, 0o600), os.Rename(name+".new", name))
}

func main() {
	address := flag.String("http", "localhost:8080", "address")
	dir := flag.String("dir", ".", "folder of the incidents")
	flag.Parse()
	s := &Service{Dir: *dir, Page: incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"}, Now: time.Now}
	log.Fatal(http.ListenAndServe(*address, s.Handler()))
}
