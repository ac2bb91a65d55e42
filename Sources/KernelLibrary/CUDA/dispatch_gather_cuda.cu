// output[i][:] = input[indices[i]][:]: the rows of tokens, gathered into the order in which experts receive them.
// Exact.
//
// input is [input_rows][columns] bf16, output [output_rows][columns] bf16, indices [output_rows] u32; columns is a
// multiple of 8 and the pointers are aligned to 16 bytes. An index of input_rows or more (a slot without a token)
// leaves its output row as it is. One block of 256 threads a row, eight elements (uint4) a thread and step; the grid is
// output_rows.

extern "C" __global__ void __launch_bounds__(256)
    dispatch_gather_cuda(unsigned short *__restrict__ output, const unsigned short *__restrict__ input,
                         const unsigned *__restrict__ indices, unsigned output_rows, unsigned input_rows,
                         unsigned columns) {
  const unsigned row = blockIdx.x;
  if (row >= output_rows) return;
  const unsigned index = indices[row];
  if (index >= input_rows) return;
  const uint4 *from = reinterpret_cast<const uint4 *>(input + size_t(index) * columns);
  uint4 *to = reinterpret_cast<uint4 *>(output + size_t(row) * columns);
  for (unsigned i = threadIdx.x; i < columns / 8; i += blockDim.x) to[i] = from[i];
}
