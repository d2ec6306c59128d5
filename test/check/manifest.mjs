/**
 * What is wrong with the extension's manifest, one sentence each. `exists` tells whether a path of the repository exists;
 * paths into dist/ are made by the build and not asked for.
 */
export function manifestProblems(manifest, exists) {
  const contributes = manifest.contributes ?? {};
  return [
    ...commandProblems(contributes),
    ...settingProblems(contributes),
    ...activationProblems(manifest),
    ...versionProblems(manifest),
    ...fileProblems(manifest, exists),
    ...capabilityProblems(manifest),
  ];
}

const scopes = ['application', 'machine', 'machine-overridable', 'window', 'resource', 'language-overridable'];

function commandProblems({ commands = [], keybindings = [], menus = {} }) {
  const known = new Set(commands.map(({ command }) => command));
  const used = [...keybindings, ...Object.values(menus).flat()]
    .map(({ command }) => command)
    .filter((id) => id?.startsWith('cairn.'));
  return [
    ...(commands.length === 0 ? ['No commands are contributed.'] : []),
    ...commands
      .filter(({ category }) => category !== 'Cairn')
      .map(({ command }) => `Command ${command} has not the category "Cairn".`),
    ...commands.filter(({ title }) => !title?.trim()).map(({ command }) => `Command ${command} has no title.`),
    ...commands
      .filter(({ title }) => title?.startsWith('Cairn'))
      .map(({ command }) => `Command ${command} repeats the category in its title.`),
    ...commands
      .filter(({ command }) => !command.startsWith('cairn.'))
      .map(({ command }) => `Command ${command} does not begin with "cairn.".`),
    ...[...new Set(used)]
      .filter((id) => !known.has(id) && !keybindings.some((key) => key.command === id))
      .map((id) => `A menu names the command ${id}, which is not contributed.`),
  ];
}

function settingProblems({ configuration = [] }) {
  const settings = [configuration].flat().flatMap(({ properties = {} }) => Object.entries(properties));
  return [
    ...(settings.length === 0 ? ['No settings are contributed.'] : []),
    ...settings.flatMap(([name, setting]) => [
      ...(name.startsWith('cairn.') ? [] : [`Setting ${name} does not begin with "cairn.".`]),
      ...(setting.description || setting.markdownDescription ? [] : [`Setting ${name} has no description.`]),
      ...(scopes.includes(setting.scope) ? [] : [`Setting ${name} has no scope of its own.`]),
      ...(setting.type === undefined ? [`Setting ${name} has no type.`] : []),
      ...(namesReceiver(name) && !['application', 'machine'].includes(setting.scope)
        ? [`Setting ${name} has the scope "${setting.scope}", so a workspace could redirect an endpoint.`]
        : []),
    ]),
  ];
}

function activationProblems({ activationEvents = [] }) {
  const narrow = /^(onStartupFinished|onLanguage:[\w-]+|onView:[\w.-]+|onCommand:[\w.-]+|onWalkthrough:[\w.-]+)$/;
  return activationEvents
    .filter((event) => !narrow.test(event))
    .map((event) => `Activation event ${event} is not narrow.`);
}

function versionProblems({ engines = {}, devDependencies = {}, dependencies = {} }) {
  const minor = (version) => /^\^?(\d+\.\d+)\./.exec(version ?? '')?.[1];
  const types = devDependencies['@types/vscode'];
  return [
    ...(minor(engines.vscode) !== undefined && minor(engines.vscode) === minor(types)
      ? []
      : [`engines.vscode is ${engines.vscode} and @types/vscode is ${types}: their minor versions must be the same.`]),
    ...Object.entries({ ...devDependencies, ...dependencies })
      .filter(([, version]) => !/^\d+\.\d+\.\d+/.test(version))
      .map(([name, version]) => `The version of ${name} is not exact: ${version}.`),
  ];
}

function fileProblems(manifest, exists) {
  const referenced = [manifest.icon, ...pathsIn(manifest.contributes ?? {})].filter((file) => file !== undefined);
  const documents = ['README.md', 'CHANGELOG.md', 'LICENSE'];
  return [
    ...(manifest.icon === undefined ? ['There is no icon.'] : []),
    ...(manifest.main?.startsWith('./dist/') ? [] : ['"main" does not name a file in ./dist/.']),
    ...[...new Set([...referenced, ...documents])]
      .map((file) => file.replace(/^\.\//, ''))
      .filter((file) => !file.startsWith('dist/') && !exists(file))
      .map((file) => `The file ${file} does not exist.`),
  ];
}

function capabilityProblems({ capabilities = {}, contributes = {} }) {
  const { untrustedWorkspaces } = capabilities;
  const restricted = untrustedWorkspaces?.restrictedConfigurations ?? [];
  const receivers = Object.keys(
    Object.assign({}, ...[contributes.configuration ?? []].flat().map(({ properties }) => properties)),
  ).filter(namesReceiver);
  return [
    ...['untrustedWorkspaces', 'virtualWorkspaces']
      .filter((name) => capabilities[name] === undefined)
      .map((name) => `"capabilities" does not say what holds for ${name}.`),
    ...receivers
      .filter((name) => untrustedWorkspaces !== undefined && !restricted.includes(name))
      .map((name) => `Setting ${name} is not in "restrictedConfigurations" of untrusted workspaces.`),
  ];
}

/** Whether a setting says who receives text, or how. */
function namesReceiver(name) {
  return /endpoint|editorModel|key$|token|url/i.test(name);
}

/** All strings below `value` that name a file of the extension. */
function pathsIn(value) {
  if (typeof value === 'string') return /^(\.\/)?(media|syntaxes|dist)\/\S+$/.test(value) ? [value] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(pathsIn);
}
