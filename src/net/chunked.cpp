#include "net/chunked.hpp"

#include <algorithm>

#include "net/request_head.hpp"

namespace aan::net {
namespace {
constexpr std::size_t kLineBytesMax = 256;
constexpr std::size_t kOverheadBytesMax = std::size_t{8} << 10U;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_trailer(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos && colon > 0 &&
         std::ranges::all_of(line.substr(0, colon), is_token_char) &&
         is_field_value(line.substr(colon + 1));
}
}  // namespace

ChunkDecoder::State ChunkDecoder::read_size(std::string_view line) {
  std::size_t digits = 0;
  left_ = 0;
  while (digits < line.size() && hex_digit(line[digits]) >= 0) {
    if (digits == 8) return State::malformed;
    left_ = left_ * 16 + static_cast<unsigned>(hex_digit(line[digits++]));
  }
  if (digits == 0) return State::malformed;
  const std::string_view extension = line.substr(digits);
  if (!extension.empty() && (extension.front() != ';' || !is_field_value(extension)))
    return State::malformed;
  overhead_ += extension.size();
  return overhead_ > kOverheadBytesMax ? State::malformed : State::more;
}

// Moves bytes into line_ up to CRLF. True: a whole line, without its end, is in line_.
bool ChunkDecoder::take_line(std::string_view in, std::size_t& at, State& state) {
  while (at < in.size()) {
    const char c = in[at++];
    if (c == '\n') {
      if (line_.empty() || line_.back() != '\r') {
        state = State::malformed;
        return false;
      }
      line_.pop_back();
      return true;
    }
    const bool after_cr = !line_.empty() && line_.back() == '\r';
    if (after_cr || line_.size() == kLineBytesMax) {
      state = State::malformed;
      return false;
    }
    line_.push_back(c);
  }
  return false;
}

ChunkDecoder::State ChunkDecoder::feed(std::string_view in, std::size_t& consumed,
                                       std::string& out) {
  State state = State::more;
  consumed = 0;
  while (state == State::more && step_ != Step::done && consumed < in.size()) {
    if (step_ == Step::data) {
      const auto take =
          static_cast<std::size_t>(std::min<std::uint64_t>(left_, in.size() - consumed));
      out.append(in.substr(consumed, take));
      consumed += take;
      left_ -= take;
      if (left_ == 0) step_ = Step::data_end;
      continue;
    }
    if (!take_line(in, consumed, state)) break;
    if (step_ == Step::data_end) {
      if (!line_.empty()) return State::malformed;
      step_ = Step::size;
    } else if (step_ == Step::size) {
      state = read_size(line_);
      if (state != State::more) return state;
      if (left_ > bytes_max_ - out.size()) return State::too_large;
      step_ = left_ == 0 ? Step::trailer : Step::data;
    } else if (line_.empty()) {
      step_ = Step::done;
    } else {
      overhead_ += line_.size();
      if (!is_trailer(line_) || overhead_ > kOverheadBytesMax) return State::malformed;
    }
    line_.clear();
  }
  return step_ == Step::done ? State::done : state;
}

}  // namespace aan::net
