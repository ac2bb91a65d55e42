#!/bin/sh
# Makes the PTX files again from the sources beside this script, the C file that embeds them, and the table of what
# ptxas says about them.
# Needs nvcc and ptxas on PATH; ../README.md names the versions. With arguments, compiles only the kernels named.
set -eu
export LC_ALL=C
cd "$(dirname "$0")"
texts=../../CKernelText/PTX
mkdir -p "$texts"
[ $# -gt 0 ] || set -- $(ls *.cu | sed 's/\.cu$//')

for name in "$@"; do
  # Line numbers stay; the build's banner, the folders in file names and the whole source as comments do not.
  nvcc -arch=sm_90a -std=c++17 -O3 -lineinfo -ptx "$name.cu" -o "$texts/$name.raw"
  sed -e '1,/^\.version/{/^\/\//d;/^$/d}' -e 's|^\(\t*\.file[^"]*"\)[^"]*/|\1|' "$texts/$name.raw" > "$texts/$name.ptx"
  rm "$texts/$name.raw"
done

table=../Description/RecordedResources+Table.swift
version=$(ptxas --version | sed -n 's/.*release \([0-9.]*\),.*/\1/p')
{
  echo "// Written by CUDA/compile.sh."
  echo
  echo "extension RecordedResources {"
  echo "  /// The release of ptxas that the numbers come from."
  echo "  static let compilerVersion = \"$version\""
  echo
  echo "  /// What ptxas reports for each kernel with \`-arch=sm_90a\`."
  echo "  static let table: [String: RecordedResources] = ["
  for text in "$texts"/*.ptx; do
    ptxas -v -arch=sm_90a "$text" -o /dev/null 2>&1 | awk -v name="$(basename "$text" .ptx)" '
      / bytes spill stores/ {
        for (i = 1; i < NF; i++) {
          if ($(i + 2) == "stack") stack = $i
          if ($(i + 2) == "spill" && $(i + 3) ~ /stores/) stores = $i
          if ($(i + 2) == "spill" && $(i + 3) ~ /loads/) loads = $i
        }
      }
      /Used [0-9]+ registers/ {
        for (i = 1; i < NF; i++) {
          if ($(i + 1) ~ /^registers/) registers = $i
          if ($(i + 1) == "bytes" && $(i + 2) ~ /^smem/) shared = $i
        }
      }
      END {
        printf "    \"%s\": RecordedResources(\n", name
        printf "      registers: %d, spillStoreBytes: %d, spillLoadBytes: %d, ", registers, stores, loads
        printf "stackBytes: %d, staticSharedBytes: %d),\n", stack, shared
      }'
  done
  echo "  ]"
  echo "}"
} > "$table"

{
  echo "// Written by compile.sh: embeds every file of PTX/."
  echo '#include "kernel_text.h"'
  echo
  echo "// #embed is C23; this compiler has it in every mode and would say so each time."
  echo '#pragma clang diagnostic ignored "-Wc23-extensions"'
  for text in "$texts"/*.ptx; do
    name=$(basename "$text" .ptx)
    printf '\nstatic const unsigned char %s[] = {\n#embed "PTX/%s.ptx"\n};\n' "$name" "$name"
  done
  printf '\nstatic const kernel_text kernel_texts[] = {\n'
  for text in "$texts"/*.ptx; do
    name=$(basename "$text" .ptx)
    printf '    {"%s", %s, sizeof %s},\n' "$name" "$name" "$name"
  done
  printf '};\n\n'
  echo 'size_t kernel_text_count(void) { return sizeof kernel_texts / sizeof kernel_texts[0]; }'
  echo
  echo 'kernel_text kernel_text_at(size_t index) { return kernel_texts[index]; }'
} > ../../CKernelText/kernel_text.c
