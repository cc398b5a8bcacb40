// Reads a page with the client statuspage.io: it asks the address in its
// argument for each answer, and prints what the client returns with what the
// compiler says of it, by the types that the client declares.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import statuspage from "statuspage.io";
import ts from "typescript";

const client = new statuspage.Statuspage("example");
client.setApiUrl(process.argv[2]);
const { api } = client;
const answers = {
  summary: await api.getSummary(),
  status: await api.getStatus(),
  components: await api.getComponents(),
  incidents: await api.incidents.getAll(),
  unresolved: await api.incidents.getUnresolved(),
  maintenances: await api.scheduledMaintenances.getUpcoming(),
};

// Sent is a type as it is in JSON: a word of an enum is its text. The client
// gives maintenances the impacts of incidents, and their updates the statuses;
// Statuspage itself does not, so that Maintenance has its own.
const types = `
import type * as client from "statuspage.io";
type Sent<T> = T extends string ? \`\${T}\` : T extends object ? { readonly [K in keyof T]: Sent<T[K]> } : T;
type Status = Sent<client.MaintenanceStatus>;
type Update = Omit<Sent<client.IncidentUpdate>, "status"> & { readonly status: Status };
type Maintenance = Omit<Sent<client.ScheduledMaintenance>, "impact" | "incident_updates" | "status"> & {
  readonly impact: Sent<client.IncidentImpact> | "maintenance"; readonly incident_updates: readonly Update[]; readonly status: Status;
};
type Maintenances = Sent<client.Page> & { readonly scheduled_maintenances: readonly Maintenance[] };
type Incidents = Sent<client.Incidents>;
type Components = Sent<client.Components>;
type Rollup = Sent<client.Status>;
type Summary = Rollup & Components & Incidents & Maintenances;
`;
const names = {
  summary: "Summary", status: "Rollup", components: "Components",
  incidents: "Incidents", unresolved: "Incidents", maintenances: "Maintenances",
};
let source = types;
for (const [name, type] of Object.entries(names)) {
  source += `const ${name} = ${JSON.stringify(answers[name])} as const;\nexport const ${name}Read: ${type} = ${name};\n`;
}

// The source is a file only to the compiler.
const file = join(dirname(fileURLToPath(import.meta.url)), "answers.ts");
const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
const host = ts.createCompilerHost(options);
const { fileExists, getSourceFile } = host;
host.fileExists = (name) => name === file || fileExists(name);
host.getSourceFile = (name, ...rest) =>
  name === file ? ts.createSourceFile(name, source, ts.ScriptTarget.Latest) : getSourceFile(name, ...rest);
const program = ts.createProgram([file], options, host);
const faults = ts.getPreEmitDiagnostics(program).map((d) => ts.flattenDiagnosticMessageText(d.messageText, "\n"));
console.log(JSON.stringify({ answers, faults }));
