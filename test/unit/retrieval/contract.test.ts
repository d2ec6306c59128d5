import { contextSourceContract, contractFiles, contractIgnore } from './context-source-contract';
import { Workbench } from './workbench';

contextSourceContract('LocalContext', async () => {
  const bench = await Workbench.over(contractFiles, contractIgnore);
  return {
    source: bench.engine,
    host: bench.host,
    open: async (uri, languageId, version, text) => bench.engine.openDocument(uri, languageId, version, text),
    dispose: () => bench.engine.dispose(),
  };
});
