// Holds every manifest of every kustomization, patched, to the OpenAPI schema of its kind: required fields, types, formats and bounds.
import fs from 'node:fs';
import path from 'node:path';
import YAML from 'yaml';

const root = process.argv[2];
const read = (file) => YAML.parse(fs.readFileSync(file, 'utf8'));
const id = (resource) => `${resource.kind}/${resource.metadata.name}`;

async function model({ apiVersion, kind }) {
  for (const library of ['kubernetes-models', '@kubernetes-models/prometheus-operator', '@kubernetes-models/cloudnative-pg']) {
    try {
      return (await import(`${library}/${apiVersion}/${kind}`))[kind];
    } catch (e) {
      if (!['ERR_MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED'].includes(e.code)) throw e;
    }
  }
  return undefined;
}

/** What is wrong with a resource; nothing, when it is right. */
async function complaint(resource) {
  const Model = await model(resource);
  if (!Model) return `nobody knows ${resource.apiVersion} ${resource.kind}`;
  try {
    new Model(resource).validate();
    return '';
  } catch (e) {
    return e.message;
  }
}

/** As Kustomize patches: members one by one, null takes away, lists of named things by their names, other lists whole. */
function patched(base, patch) {
  if (Array.isArray(base) && Array.isArray(patch) && [...base, ...patch].every((item) => item?.name)) {
    const there = base.map((item) => patched(item, patch.find((other) => other.name === item.name)));
    return [...there, ...patch.filter((item) => !base.some((other) => other.name === item.name))];
  }
  if (patch === undefined) return base;
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch) || typeof base !== 'object' || base === null) return patch;
  const merged = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = patched(base[key], value);
  }
  return merged;
}

function resources(folder) {
  const { resources: names = [], patches = [] } = read(path.join(folder, 'kustomization.yaml'));
  const found = names.flatMap((name) => {
    const there = path.join(folder, name);
    return fs.statSync(there).isDirectory() ? resources(there) : [read(there)];
  });
  return patches
    .map((patch) => read(path.join(folder, patch.path)))
    .reduce((all, patch) => all.map((resource) => (id(resource) === id(patch) ? patched(resource, patch) : resource)), found);
}

// A look that finds nothing proves nothing.
const wrong = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: { replicas: 'many' } };
for (const part of ['replicas must be integer', 'selector', 'template']) {
  if (!(await complaint(wrong)).includes(part)) throw new Error(`the schemas do not notice: ${part}`);
}
let count = 0;
const complaints = [];
for (const overlay of fs.readdirSync(path.join(root, 'overlays'))) {
  for (const resource of resources(path.join(root, 'overlays', overlay))) {
    const said = await complaint(resource);
    if (said) complaints.push(`${overlay}: ${id(resource)}: ${said}`);
    count++;
  }
}
if (count < 10) complaints.push(`only ${count} manifests found in ${root}`);
complaints.forEach((line) => console.error(line));
console.log(`${count} manifests held to their schemas, ${complaints.length} complaints`);
process.exit(complaints.length ? 1 : 0);
