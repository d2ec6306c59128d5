import { describe, expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../../src/engine/index';
import { type Importer, ProjectFiles, resolveImport, WorkspaceFiles } from '../../../../src/engine/retrieval/imports';
import { pathToUri } from '../../../../src/engine/text';

const folder = 'file:///w';
const signals = { test: false, example: false, generated: false, vendored: false };

/** Resolves in a workspace of these files; only configuration files need content. */
function resolver(files: readonly (string | readonly [path: string, text: string])[]) {
  const index = new WorkspaceIndex();
  const project = new ProjectFiles(index);
  for (const file of files) {
    const [path, text] = typeof file === 'string' ? [file, 'x'] : file;
    const uri = pathToUri(`/w/${path}`);
    index.put({ uri, path, folder, languageId: 'any', signals, strength: 'free' }, text, undefined);
    project.fileIndexed(uri, text);
  }
  const workspace = new WorkspaceFiles(index);
  return (languageId: string, path: string, from: string, ...names: string[]) => {
    const at: Importer = { folder, path, languageId };
    return resolveImport({ from, names }, at, workspace, project).map((uri) => workspace.path(uri));
  };
}

describe('resolveImport', () => {
  it('follows relative ECMAScript paths with any ending', () => {
    const resolve = resolver(['a/b.ts', 'a/c/index.tsx', 'd.d.ts', 'e.vue']);
    expect(resolve('typescript', 'a/x.ts', './b')).toEqual(['a/b.ts']);
    expect(resolve('typescript', 'a/x.ts', './b.js')).toEqual(['a/b.ts']);
    expect(resolve('javascript', 'a/x.js', './c')).toEqual(['a/c/index.tsx']);
    expect(resolve('typescriptreact', 'a/x.tsx', '../d')).toEqual(['d.d.ts']);
    expect(resolve('typescript', 'x.ts', './e.vue')).toEqual(['e.vue']);
    expect(resolve('typescript', 'x.ts', './none')).toEqual([]);
    expect(resolve('typescript', 'x.ts', 'b')).toEqual([]);
  });

  it('reads paths and baseUrl of the nearest tsconfig', () => {
    const config =
      '{ // aliases\n "compilerOptions": { "baseUrl": ".", "paths": { "@app/*": ["src/*"], "exact": ["lib/one.ts"], }, } }';
    const resolve = resolver([['web/tsconfig.json', config], 'web/src/user.ts', 'web/lib/one.ts', 'src/user.ts']);
    expect(resolve('typescript', 'web/src/x.ts', '@app/user')).toEqual(['web/src/user.ts']);
    expect(resolve('typescript', 'web/src/x.ts', 'exact')).toEqual(['web/lib/one.ts']);
    expect(resolve('typescript', 'web/src/x.ts', 'src/user')).toEqual(['web/src/user.ts']);
    expect(resolve('typescript', 'other/x.ts', '@app/user')).toEqual([]);
  });

  it('finds packages of the workspace by their name', () => {
    const resolve = resolver([
      ['packages/core/package.json', '{"name":"@x/core","main":"dist/main.js"}'],
      'packages/core/src/main.ts',
      'packages/core/src/deep/part.ts',
    ]);
    expect(resolve('typescript', 'packages/ui/a.ts', '@x/core')).toEqual(['packages/core/src/main.ts']);
    expect(resolve('typescript', 'packages/ui/a.ts', '@x/core/deep/part')).toEqual(['packages/core/src/deep/part.ts']);
    expect(resolve('typescript', 'packages/ui/a.ts', '@x/corex')).toEqual([]);
  });

  it('knows Python packages, absolute and relative', () => {
    const resolve = resolver(['src/app/__init__.py', 'src/app/models.py', 'src/app/views/list.py', 'tests/json.py']);
    expect(resolve('python', 'tests/t.py', 'app.models', 'User')).toEqual(['src/app/models.py']);
    expect(resolve('python', 'tests/t.py', 'app', 'models')).toEqual(['src/app/__init__.py', 'src/app/models.py']);
    expect(resolve('python', 'src/app/views/list.py', '..models', 'User')).toEqual(['src/app/models.py']);
    expect(resolve('python', 'src/app/x.py', '.', 'models')).toEqual(['src/app/__init__.py', 'src/app/models.py']);
    expect(resolve('python', 'src/app/x.py', 'json')).toEqual([]);
  });

  it('knows Go packages by the module path', () => {
    const resolve = resolver([['go.mod', 'module example.com/shop\n'], 'order/a.go', 'order/b.go', 'order/x/c.go']);
    expect(resolve('go', 'main.go', 'example.com/shop/order')).toEqual(['order/a.go', 'order/b.go']);
    expect(resolve('go', 'main.go', 'example.com/other/order')).toEqual([]);
    expect(resolve('go', 'main.go', 'order')).toEqual([]);
  });

  it('knows Java and Kotlin packages', () => {
    const resolve = resolver(['m/src/main/java/a/b/Store.java', 'm/src/main/kotlin/a/b/Cart.kt']);
    expect(resolve('java', 'X.java', 'a.b', 'Store')).toEqual(['m/src/main/java/a/b/Store.java']);
    expect(resolve('java', 'X.java', 'a.b.Store', 'open')).toEqual(['m/src/main/java/a/b/Store.java']);
    expect(resolve('kotlin', 'X.kt', 'a.b', 'Cart')).toEqual(['m/src/main/kotlin/a/b/Cart.kt']);
    expect(resolve('java', 'X.java', 'a.b').sort()).toEqual([
      'm/src/main/java/a/b/Store.java',
      'm/src/main/kotlin/a/b/Cart.kt',
    ]);
    expect(resolve('java', 'X.java', 'java.util', 'List')).toEqual([]);
  });

  it('knows Rust modules and crates', () => {
    const resolve = resolver([
      ['core/Cargo.toml', '[package]\nedition = "2021"\nname = "shop-core"\n'],
      'core/src/lib.rs',
      'core/src/order.rs',
      'core/src/order/line.rs',
      'core/src/stock/mod.rs',
      'app/src/main.rs',
      'app/src/cart.rs',
    ]);
    expect(resolve('rust', 'core/src/lib.rs', 'crate::order', 'Order')).toEqual(['core/src/order.rs']);
    expect(resolve('rust', 'core/src/lib.rs', 'self::stock')).toEqual(['core/src/stock/mod.rs']);
    expect(resolve('rust', 'core/src/order/line.rs', 'super', 'Order')).toEqual(['core/src/order.rs']);
    expect(resolve('rust', 'app/src/main.rs', 'shop_core::order', 'line')).toEqual([
      'core/src/order.rs',
      'core/src/order/line.rs',
    ]);
    expect(resolve('rust', 'app/src/main.rs', 'shop_core', 'Order')).toEqual(['core/src/lib.rs']);
    expect(resolve('rust', 'app/src/main.rs', 'cart', 'Cart')).toEqual(['app/src/cart.rs']);
    expect(resolve('rust', 'app/src/main.rs', 'std::fmt', 'Display')).toEqual([]);
  });

  it('knows C and C++ includes', () => {
    const resolve = resolver(['src/net/socket.c', 'src/net/socket.h', 'include/shop/order.hpp']);
    expect(resolve('c', 'src/net/socket.c', 'socket.h')).toEqual(['src/net/socket.h']);
    expect(resolve('cpp', 'src/main.cpp', 'shop/order.hpp')).toEqual(['include/shop/order.hpp']);
    expect(resolve('cpp', 'src/main.cpp', 'vector')).toEqual([]);
  });

  it('knows C#, PHP, Ruby and Swift', () => {
    const resolve = resolver([
      'src/Shop/Orders/Order.cs',
      'app/Models/User.php',
      'lib/shop/cart.rb',
      'Sources/Shop/Money.swift',
    ]);
    expect(resolve('csharp', 'P.cs', 'Shop.Orders')).toEqual(['src/Shop/Orders/Order.cs']);
    expect(resolve('php', 'x.php', 'App\\Models', 'User')).toEqual(['app/Models/User.php']);
    expect(resolve('ruby', 'lib/main.rb', 'shop/cart')).toEqual(['lib/shop/cart.rb']);
    expect(resolve('ruby', 'lib/shop/x.rb', './cart')).toEqual(['lib/shop/cart.rb']);
    expect(resolve('swift', 'Tests/T.swift', 'Shop')).toEqual(['Sources/Shop/Money.swift']);
  });

  it('follows tsconfigs that extend others, and several in one folder', () => {
    const alias = (target: string) => `{ "compilerOptions": { "paths": { "@x/*": ["${target}/*"] } } }`;
    const resolve = resolver([
      ['tooling/strict/base.json', '{ "compilerOptions": { "paths": { "~/*": ["../../common/*"] } } }'],
      ['tooling/package.json', '{ "name": "@acme/tooling" }'],
      ['tooling/tsconfig.json', '{ "extends": "../web/tsconfig" }'],
      ['web/tsconfig.json', '{ "extends": ["../tooling/strict/base.json", "./tsconfig"], "files": [] }'],
      ['web/tsconfig.app.json', alias('app')],
      ['web/tsconfig.node.json', alias('node')],
      ['api/tsconfig.json', '{ "extends": "@acme/tooling/strict/base.json" }'],
      'common/user.ts',
      'web/node/server.ts',
      'web/app/page.ts',
    ]);
    expect(resolve('typescript', 'web/app/x.ts', '~/user')).toEqual(['common/user.ts']);
    expect(resolve('typescript', 'api/x.ts', '~/user')).toEqual(['common/user.ts']);
    expect(resolve('typescript', 'web/app/x.ts', '@x/page')).toEqual(['web/app/page.ts']);
    expect(resolve('typescript', 'web/app/x.ts', '@x/server')).toEqual(['web/node/server.ts']);
    expect(resolve('typescript', 'tooling/strict/x.ts', '~/user')).toEqual(['common/user.ts']);
    expect(resolve('typescript', 'other/x.ts', '~/user')).toEqual([]);
  });

  it('reads exports and imports of package.json', () => {
    const core = {
      name: '@x/core',
      exports: {
        '.': { types: './dist/main.d.ts', default: './dist/main.js' },
        './icons/*': { import: './dist/assets/*.js' },
        './raw': './other/raw.ts',
      },
      imports: { '#db': { node: './src/db/node.js' }, '#lib/*': './src/lib/*.js' },
    };
    const resolve = resolver([
      ['packages/core/package.json', JSON.stringify(core)],
      ['packages/core/tsconfig.json', '{ "compilerOptions": { "paths": { "#own/*": ["src/lib/*"] } } }'],
      ['packages/flat/package.json', '{ "name": "flat", "exports": "./build/start.js" }'],
      [
        'packages/odd/package.json',
        '{ "name": "odd", "exports": [null, 7, {"a": {"b": {"c": {"d": {"e": {}}}}}}], "imports": 3 }',
      ],
      'packages/core/src/main.ts',
      'packages/core/src/assets/home.ts',
      'packages/core/other/raw.ts',
      'packages/core/src/db/node.ts',
      'packages/core/src/lib/deep/part.ts',
      'packages/flat/src/start.ts',
    ]);
    expect(resolve('typescript', 'app/a.ts', '@x/core')).toEqual(['packages/core/src/main.ts']);
    expect(resolve('typescript', 'app/a.ts', '@x/core/icons/home')).toEqual(['packages/core/src/assets/home.ts']);
    expect(resolve('typescript', 'app/a.ts', '@x/core/raw')).toEqual(['packages/core/other/raw.ts']);
    expect(resolve('typescript', 'app/a.ts', 'flat')).toEqual(['packages/flat/src/start.ts']);
    expect(resolve('typescript', 'app/a.ts', 'odd')).toEqual([]);
    expect(resolve('typescript', 'packages/core/src/a.ts', '#db')).toEqual(['packages/core/src/db/node.ts']);
    expect(resolve('typescript', 'packages/core/src/a.ts', '#lib/deep/part')).toEqual([
      'packages/core/src/lib/deep/part.ts',
    ]);
    expect(resolve('typescript', 'packages/core/src/a.ts', '#own/deep/part')).toEqual([
      'packages/core/src/lib/deep/part.ts',
    ]);
    expect(resolve('typescript', 'app/a.ts', '#db')).toEqual([]);
  });

  it('knows Python packages in packages, those of a monorepo, and modules beside a script', () => {
    const resolve = resolver([
      'libs/core/shop/__init__.py',
      'libs/core/shop/stock/__init__.py',
      'libs/core/shop/json/__init__.py',
      'scripts/build.py',
      'scripts/helper.py',
    ]);
    expect(resolve('python', 'libs/core/shop/x.py', '.', 'stock')).toContain('libs/core/shop/stock/__init__.py');
    expect(resolve('python', 'scripts/build.py', 'shop', 'stock')).toEqual([
      'libs/core/shop/__init__.py',
      'libs/core/shop/stock/__init__.py',
    ]);
    expect(resolve('python', 'scripts/build.py', 'json')).toEqual([]);
    expect(resolve('python', 'scripts/build.py', 'helper', 'run')).toEqual(['scripts/helper.py']);
    expect(resolve('python', 'libs/core/shop/x.py', 'stock')).toEqual([]);
  });

  it('takes a Rust crate to begin in a folder named src, not in one whose name ends so', () => {
    const resolve = resolver(['core/src/resrc/a.rs', 'core/src/order.rs']);
    expect(resolve('rust', 'core/src/resrc/a.rs', 'crate::order', 'Order')).toEqual(['core/src/order.rs']);
  });

  it('finds types within types of Java', () => {
    const resolve = resolver(['src/a/b/Store.java', 'src/a/b.java']);
    expect(resolve('java', 'X.java', 'a.b.Store.Shelf', 'Row')).toEqual(['src/a/b/Store.java']);
    expect(resolve('java', 'X.java', 'a.b.none.Shelf', 'Row')).toEqual([]);
  });

  it('knows Dart packages and relative paths', () => {
    const resolve = resolver([
      ['app/pubspec.yaml', '# an app\nname: shop\nversion: 1.0.0\n'],
      'app/lib/src/cart.dart',
      'app/test/cart_test.dart',
    ]);
    expect(resolve('dart', 'app/test/cart_test.dart', 'package:shop/src/cart.dart')).toEqual(['app/lib/src/cart.dart']);
    expect(resolve('dart', 'app/lib/src/item.dart', 'cart.dart')).toEqual(['app/lib/src/cart.dart']);
    expect(resolve('dart', 'app/lib/main.dart', './src/cart.dart')).toEqual(['app/lib/src/cart.dart']);
    expect(resolve('dart', 'app/lib/main.dart', 'package:other/src/cart.dart')).toEqual([]);
    expect(resolve('dart', 'app/lib/main.dart', 'dart:io')).toEqual([]);
  });
});
