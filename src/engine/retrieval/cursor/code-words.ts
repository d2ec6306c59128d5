/** Words of the languages themselves: a definition of such a name is never what the word at a cursor means. */
export const CODE_WORDS: ReadonlySet<string> = new Set(
  (
    'abstract and any as assert async auto await bool boolean break byte case catch chan char class const continue ' +
    'crate def default defer del delete do double elif else enum except explicit export extends extern false final ' +
    'finally float fn for from func function global go goto if impl implements import in inline instanceof int ' +
    'interface is lambda let long loop map match mod module mut namespace new nil None not null number object ' +
    'operator or package pass private protected pub public raise range readonly ref require return select self short ' +
    'signed sizeof static str string struct super switch template this throw throws trait true True False try type ' +
    'typedef typename typeof undefined union unsafe unsigned use using var virtual void volatile where while with yield'
  ).split(' '),
);
