module github.com/incidentkit/incident/benchmarks

go 1.26.0

require github.com/incidentkit/incident v0.0.0

require (
	github.com/yuin/goldmark v1.8.7 // indirect
	go.yaml.in/yaml/v3 v3.0.6 // indirect
	golang.org/x/net v0.62.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)

replace github.com/incidentkit/incident => ../
