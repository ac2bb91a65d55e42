// output[c][r] = input[r][c] for an f32 matrix of rows x columns, row-major; rows and columns are multiples of 4 and
// the pointers aligned to 16 bytes. Exact.
//
// The PTX path of transpose_cuda: 16-byte loads and stores with cache hints, and a tile in shared memory without
// padding, whose 16-byte chunks are exchanged within a row by an exclusive or (chunk ^ row / 4), so that both the
// 16-byte writes of rows and the 4-byte reads of columns keep bank conflicts low.
// Blocks of 256 threads, a flat index; the grid is (ceil(columns / 32), ceil(rows / 32)).
#include "memory.cuh"

extern "C" __global__ void __launch_bounds__(256)
    transpose_ptx(float *__restrict__ output, const float *__restrict__ input, unsigned rows, unsigned columns) {
  __shared__ alignas(16) unsigned tile[32 * 32];
  const unsigned line = threadIdx.x / 8, chunk = threadIdx.x % 8;

  const unsigned row = blockIdx.y * 32 + line, column = blockIdx.x * 32 + chunk * 4;
  if (row < rows && column < columns) {
    const Vector4 value = load_streaming(input + size_t(row) * columns + column);
    const unsigned address = unsigned(__cvta_generic_to_shared(tile + line * 32 + ((chunk ^ (line / 4)) * 4)));
    asm volatile("st.shared.v4.u32 [%0], {%1, %2, %3, %4};"
                 :
                 : "r"(address), "r"(value.x), "r"(value.y), "r"(value.z), "r"(value.w)
                 : "memory");
  }
  __syncthreads();

  // This thread writes four rows' elements of one column: tile[chunk * 4 + 0 ... 3][line].
  const unsigned out_row = blockIdx.x * 32 + line, out_column = blockIdx.y * 32 + chunk * 4;
  if (out_row < columns && out_column < rows) {
    const unsigned *from = tile + chunk * 4 * 32 + (((line / 4) ^ chunk) * 4) + line % 4;
    Vector4 value;
    value.x = from[0];
    value.y = from[32];
    value.z = from[64];
    value.w = from[96];
    store_streaming(output + size_t(out_row) * rows + out_column, value);
  }
}
