import { describe, expect, it } from 'vitest';
import { declaredTypes, resultTypes } from '../../../../src/engine/retrieval/cursor/declared-types';

function wordsFor(languageId: string, name: string, line: string): string[] {
  return [...declaredTypes(name, { linesAbove: [line], lineBefore: '', languageId })].flat();
}

describe('the declared type of a variable', () => {
  it.each([
    ['go', 'store, err := shop.Open(path)', 'Open'],
    ['go', 'store := &Store{}', 'Store'],
    ['go', 'func f(ctx context.Context, store *Store) error {', 'Store'],
    ['go', 'store, ok := value.(*Store)', 'Store'],
    ['typescript', 'constructor(private readonly store: Store) {}', 'Store'],
    ['typescript', 'function f(store?: Store | undefined) {', 'Store'],
    ['typescript', 'const store = await openStore();', 'openStore'],
    ['typescript', 'const store = value as Store;', 'Store'],
    ['typescript', 'const store = useContext<Store>(key);', 'Store'],
    ['python', 'def f(self, store: "Store", size: int = 3):', 'Store'],
    ['python', 'with Store(path) as store:', 'Store'],
    ['python', 'self.store = Store()', 'Store'],
    ['java', 'for (Store store : stores) {', 'Store'],
    ['java', 'List<Store> store = new ArrayList<>();', 'Store'],
    ['kotlin', 'class App(private val store: Store) {', 'Store'],
    ['kotlin', 'fun f(store: Store?, size: Int) {', 'Store'],
    ['kotlin', 'lateinit var store: Store', 'Store'],
    ['kotlin', 'val store = value as? Store', 'Store'],
    ['scala', 'class App(store: Store)', 'Store'],
    ['csharp', 'foreach (Store store in stores)', 'Store'],
    ['csharp', 'if (x is Store store)', 'Store'],
    ['csharp', 'var store = value as Store;', 'Store'],
    ['rust', 'fn f(store: &mut Store) {', 'Store'],
    ['rust', 'if let Some(store) = Store::find(key) {', 'Store'],
    ['cpp', 'Store store(path);', 'Store'],
    ['cpp', 'auto store = std::make_unique<Store>(path);', 'Store'],
    ['php', '$store = new Store();', 'Store'],
    ['php', 'public function __construct(private ?Store $store) {}', 'Store'],
    ['ruby', '@store = Store.new(path)', 'Store'],
    ['swift', 'func f(with store: Store) {', 'Store'],
    ['swift', 'guard let store = value as? Store else {', 'Store'],
    ['dart', 'final Store store;', 'Store'],
    ['dart', 'Store? store;', 'Store'],
  ])('is read in %s out of "%s"', (languageId, line, wanted) => {
    expect(wordsFor(languageId, 'store', line)).toContain(wanted);
  });

  it('is none of another name that ends the same', () => {
    expect(wordsFor('php', 'store', '$bookstore = new Book();')).toEqual([]);
    expect(wordsFor('kotlin', 'store', 'val restore: Book')).toEqual([]);
    expect(wordsFor('go', 'store', 'restore, err := Open()')).toEqual([]);
  });
});

describe('what a function gives back', () => {
  it.each([
    ['func Open(path string) (*Store, error)', 'Open', ['Store']],
    ['func (o *Opener) Open(path string) (*Store, error)', 'Open', ['Store']],
    ['func (s *Server) Pool(size int) *Pool', 'Pool', ['Pool']],
    ['fn two(a: Box<dyn Fn(i32)>) -> (Store, Item)', 'two', ['Store', 'Item']],
    ['func make() -> (Store, Item)', 'make', ['Store', 'Item']],
    ['open(then: () => void): Promise<Store>', 'open', ['Store']],
    ['Store open(int size)', 'open', ['Store']],
  ])('is read out of "%s"', (signature, name, wanted) => {
    expect(resultTypes(signature, name)).toEqual(expect.arrayContaining(wanted));
  });
});
