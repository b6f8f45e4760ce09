#include "worker/pdf/deflated.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdlib>

namespace aan::worker::pdf {
namespace {

constexpr std::size_t kChunkBytes = 64U << 10;
constexpr std::uint64_t kColumnsMax = 1024;
constexpr std::uint64_t kPngPredictor = 10;

int paeth(int left, int up, int corner) {
  const int guess = left + up - corner;
  const int to_left = std::abs(guess - left), to_up = std::abs(guess - up);
  const int to_corner = std::abs(guess - corner);
  if (to_left <= to_up && to_left <= to_corner) return left;
  return to_up <= to_corner ? up : corner;
}

// What the filter of a row adds to a byte; nothing for no filter.
std::optional<int> addend(int filter, int left, int up, int corner) {
  switch (filter) {
    case 0: return 0;
    case 1: return left;
    case 2: return up;
    case 3: return (left + up) / 2;
    case 4: return paeth(left, up, corner);
    default: return std::nullopt;
  }
}

std::uint64_t number_of(const std::optional<Value>& parameters, std::string_view name,
                        std::uint64_t otherwise) {
  const auto value = parameters ? entry_of(*parameters, name) : std::nullopt;
  return value ? whole_of(*value).value_or(0) : otherwise;
}

}  // namespace

std::optional<std::string> inflated(std::string_view packed, std::size_t bytes_max) {
  z_stream stream = {};
  if (inflateInit(&stream) != Z_OK) return std::nullopt;
  std::string out, input(packed);
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  int code = Z_OK;
  while (code == Z_OK && out.size() <= bytes_max) {
    const std::size_t before = out.size();
    out.resize(before + kChunkBytes);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream.avail_out = static_cast<uInt>(kChunkBytes);
    code = inflate(&stream, Z_NO_FLUSH);
    out.resize(before + kChunkBytes - stream.avail_out);
    if (code == Z_OK && stream.avail_in == 0 && stream.avail_out > 0) break;
  }
  inflateEnd(&stream);
  if (code != Z_STREAM_END || out.size() > bytes_max) return std::nullopt;
  return out;
}

std::optional<std::string> unpredicted(std::string bytes, const std::optional<Value>& parameters) {
  const std::uint64_t predictor = number_of(parameters, "Predictor", 1);
  if (predictor == 1) return bytes;
  const std::uint64_t columns = number_of(parameters, "Columns", 1);
  if (predictor < kPngPredictor || columns == 0 || columns > kColumnsMax ||
      number_of(parameters, "Colors", 1) != 1 || number_of(parameters, "BitsPerComponent", 8) != 8)
    return std::nullopt;
  std::string out, above(columns, '\0'), row(columns, '\0');
  const std::size_t step = columns + 1;
  for (std::size_t at = 0; at + step <= bytes.size(); at += step) {
    const int filter = static_cast<unsigned char>(bytes[at]);
    int left = 0, corner = 0;
    for (std::size_t i = 0; i < columns; ++i) {
      const int up = static_cast<unsigned char>(above[i]);
      const auto add = addend(filter, left, up, corner);
      if (!add) return std::nullopt;
      left = (static_cast<unsigned char>(bytes[at + 1 + i]) + *add) & 0xff;
      corner = up;
      row[i] = static_cast<char>(left);
    }
    out += row;
    std::swap(above, row);
  }
  return out;
}

}  // namespace aan::worker::pdf
