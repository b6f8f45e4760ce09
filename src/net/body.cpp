#include "net/body.hpp"

#include "base/codec.hpp"
#include "base/text.hpp"
#include "net/compress.hpp"

namespace aan::net {
namespace {

// `tag` with a suffix inside its quotes.
std::string with_suffix(const std::string& tag, std::string_view suffix) {
  return tag.substr(0, tag.size() - 1) + std::string(suffix) + "\"";
}

}  // namespace

std::string content_etag(std::string_view bytes) {
  __extension__ using Wide = unsigned __int128;
  constexpr Wide kPrime = (Wide{1} << 88) + 0x13b;
  Wide hash = (Wide{0x6c62272e07bb0142} << 64) + 0x62b821756295c58d;
  for (const char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= kPrime;
  }
  std::string out(16, '\0');
  for (std::size_t i = 0; i < out.size(); ++i, hash >>= 8) out[i] = static_cast<char>(hash & 0xff);
  return "\"" + base64url(out) + "\"";
}

std::shared_ptr<const EncodedBody> encode_body(std::string bytes, std::string content_type,
                                               Compress level) {
  EncodedBody out;
  out.content_type = std::move(content_type);
  out.identity = std::move(bytes);
  out.identity.shrink_to_fit();
  out.etag = content_etag(out.identity);
  if (level != Compress::none && is_compressible_type(out.content_type)) {
    out.gzip = gzip(out.identity, level);
    if (out.gzip.size() >= out.identity.size()) out.gzip.clear();
    out.brotli = brotli(out.identity, level);
    if (out.brotli.size() >= out.identity.size()) out.brotli.clear();
    out.etag_gzip = with_suffix(out.etag, "-gz");
    out.etag_brotli = with_suffix(out.etag, "-br");
  }
  return std::make_shared<const EncodedBody>(std::move(out));
}

std::string attachment(std::string_view file_name) {
  std::string plain;
  for (const char c : file_name)
    plain.push_back(c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '/' && c != '%' ? c
                                                                                           : '_');
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + percent_encode(file_name);
}

SharedFile share(FileDescriptor file) {
  return std::make_shared<const FileDescriptor>(std::move(file));
}

}  // namespace aan::net
