// output[c][r] = input[r][c] for an f32 matrix of rows x columns, row-major. Exact.
//
// 32 x 32 tiles through shared memory, padded by one word a row so that reading a column meets 32 banks.
// Blocks of 32 x 8; the grid is (ceil(columns / 32), ceil(rows / 32)).

extern "C" __global__ void __launch_bounds__(256)
    transpose_cuda(float *__restrict__ output, const float *__restrict__ input, unsigned rows, unsigned columns) {
  __shared__ float tile[32][33];
  const unsigned column = blockIdx.x * 32 + threadIdx.x;
  const unsigned first_row = blockIdx.y * 32;
  for (unsigned y = threadIdx.y; y < 32; y += 8)
    if (column < columns && first_row + y < rows)
      tile[y][threadIdx.x] = input[size_t(first_row + y) * columns + column];
  __syncthreads();

  const unsigned row = first_row + threadIdx.x;
  for (unsigned y = threadIdx.y; y < 32; y += 8)
    if (row < rows && blockIdx.x * 32 + y < columns)
      output[size_t(blockIdx.x * 32 + y) * rows + row] = tile[threadIdx.x][y];
}
