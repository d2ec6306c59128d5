const binaryEndings: ReadonlySet<string> = new Set(
  (
    'png jpg jpeg gif bmp ico icns webp avif heic tif tiff psd ai eps xcf sketch fig svgz ' +
    'mp3 mp4 m4a m4v mov avi mkv webm wav flac ogg oga ogv aac wma wmv flv mid midi ' +
    'zip tar gz tgz bz2 tbz2 xz txz zst lz lz4 br 7z rar jar war ear aar apk ipa dmg iso img deb rpm msi cab vsix whl egg gem crate nupkg pack idx ' +
    'exe dll so dylib a lib o obj ko bin elf com sys wasm class pyc pyo pyd beam rlib rmeta pdb ilk nib ' +
    'ttf otf woff woff2 eot fon pdf doc docx xls xlsx ppt pptx odt ods odp pages numbers keynote epub mobi ' +
    'db sqlite sqlite3 db3 mdb accdb parquet arrow feather avro orc npy npz h5 hdf5 pkl pickle joblib pt pth onnx safetensors gguf ggml tflite mlmodel ' +
    'blend fbx glb stl 3ds max uasset umap unitypackage swf fla dat rdb dump swp'
  ).split(' '),
);

/** The file's ending says that it holds no text. */
export function isBinaryName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && binaryEndings.has(name.slice(dot + 1).toLowerCase());
}
