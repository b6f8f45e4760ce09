#include "net/representation.hpp"

#include <algorithm>

#include "net/conditional.hpp"

namespace aan::net {
namespace {

constexpr std::size_t kCompressFromBytes = 1024;
constexpr std::size_t kCompressUpToBytes = std::size_t{8} << 20U;

AcceptedCodings accepted(const Request& request) {
  const auto value = request.header("accept-encoding");
  return value ? parse_accept_encoding(*value) : AcceptedCodings{};
}

std::string* find(std::vector<Header>& headers, std::string_view name) {
  for (Header& h : headers)
    if (h.name == name) return &h.value;
  return nullptr;
}

// Keeps status and headers, sends nothing. The coding stays: a 304, 412 or 416 names the validator,
// and a 416 the length, of the form that was chosen for this client (RFC 9110, 8.8.3 and 15.5.17).
void drop_body(Representation& out, int status) {
  out.status = status;
  out.length = 0;
  out.sends_body = false;
  out.has_length = status != 304;
  if (status == 204) out.coding = Coding::identity;
}

void choose_variant(const Request& request, Representation& out) {
  const EncodedBody& body = *out.shared;
  const AcceptedCodings codings = accepted(request);
  out.varies = !body.gzip.empty() || !body.brotli.empty();
  if (codings.gzip && !body.gzip.empty()) out.coding = Coding::gzip;
  if (codings.brotli && !body.brotli.empty()) out.coding = Coding::brotli;
  out.whole = out.length = out.bytes().size();
}

void compress_owned(const Request& request, bool compressible, Representation& out) {
  out.length = out.owned.size();
  const std::string* type = find(out.headers, "content-type");
  const std::string* cache = find(out.headers, "cache-control");
  if (!compressible || out.length < kCompressFromBytes || out.length > kCompressUpToBytes ||
      type == nullptr || !is_compressible_type(*type) || out.status == 206 ||
      find(out.headers, "content-encoding") != nullptr ||
      (cache != nullptr && cache->find("no-transform") != std::string::npos))
    return;
  out.varies = true;
  const AcceptedCodings codings = accepted(request);
  if (!codings.brotli && !codings.gzip) return;
  std::string smaller =
      codings.brotli ? brotli(out.owned, Compress::fast) : gzip(out.owned, Compress::fast);
  if (smaller.empty() || smaller.size() >= out.owned.size()) return;
  out.owned = std::move(smaller);
  out.length = out.owned.size();
  out.coding = codings.brotli ? Coding::brotli : Coding::gzip;
  // The handler's strong tag is of the bytes before compression.
  if (std::string* tag = find(out.headers, "etag"); tag != nullptr && tag->starts_with('"'))
    tag->insert(0, "W/");
}

void apply_range(const Request& request, const Validators& validators, Representation& out) {
  const auto range = request.header("range");
  if (!range || request.method != Method::get || !if_range_holds(request, validators)) return;
  ByteRange part;
  switch (parse_range(*range, out.whole, part)) {
    case RangeKind::whole: return;
    case RangeKind::part:
      out.status = 206;
      out.is_part = true;
      out.offset = part.offset;
      out.length = part.length;
      return;
    case RangeKind::unsatisfiable:
      drop_body(out, 416);
      out.is_part = true;
      return;
  }
}

}  // namespace

std::string_view Representation::bytes() const {
  if (source == Source::owned) return owned;
  if (source != Source::shared) return {};
  const std::string_view all = coding == Coding::gzip     ? shared->gzip
                               : coding == Coding::brotli ? shared->brotli
                                                          : shared->identity;
  return is_part ? all.substr(offset, length) : all;
}

std::string_view Representation::etag() const {
  if (source == Source::file) return file.etag;
  if (source != Source::shared) return {};
  switch (coding) {
    case Coding::identity: return shared->etag;
    case Coding::gzip: return shared->etag_gzip;
    case Coding::brotli: return shared->etag_brotli;
  }
  return {};
}

PieceRest piece_at(const FileBody& file, std::uint64_t position) {
  if (!file.pieces) return {nullptr, position, file.size - std::min(position, file.size)};
  for (const FilePiece& piece : *file.pieces) {
    if (position < piece.length) {
      const char* bytes = piece.bytes.empty() ? nullptr : piece.bytes.data() + position;
      return {bytes, piece.offset + position, piece.length - position};
    }
    position -= piece.length;
  }
  return {};
}

Representation represent(const Request& request, Response response) {
  Representation out;
  out.status = response.status;
  out.headers = std::move(response.headers);
  Validators validators;
  if (auto* shared = std::get_if<std::shared_ptr<const EncodedBody>>(&response.body)) {
    out.source = *shared ? Representation::Source::shared : Representation::Source::none;
    out.shared = std::move(*shared);
    if (out.shared) choose_variant(request, out);
    validators.etag = out.etag();
  } else if (auto* file = std::get_if<FileBody>(&response.body)) {
    out.source = Representation::Source::file;
    out.file = std::move(*file);
    out.whole = out.length = out.file.size;
    validators = {out.file.etag, out.file.modified};
  } else if (auto* stream = std::get_if<SharedStream>(&response.body)) {
    out.source = Representation::Source::stream;
    out.stream = std::move(*stream);
    out.has_length = false;
    out.sends_body = request.method != Method::head;
    return out;
  } else {
    out.source = Representation::Source::owned;
    out.owned = std::move(std::get<std::string>(response.body));
    compress_owned(request, response.compressible, out);
    if (const std::string* tag = find(out.headers, "etag")) validators.etag = *tag;
  }
  if (out.status == 204 || out.status == 304) drop_body(out, out.status);
  out.has_length = out.status != 204 && out.status != 304;
  if (out.status == 200 && is_reading(request.method)) {
    switch (evaluate_preconditions(request, validators)) {
      case Precondition::proceed:
        if (out.source != Representation::Source::owned &&
            out.source != Representation::Source::none)
          apply_range(request, validators, out);
        break;
      case Precondition::not_modified: drop_body(out, 304); break;
      case Precondition::failed: drop_body(out, 412); break;
    }
  }
  if (request.method == Method::head) out.sends_body = false;
  return out;
}

std::uint64_t bytes_to_send(const Request& request, FileBody file) {
  file.on_done = nullptr;
  const Representation answer = represent(request, Response::file(std::move(file)));
  return answer.sends_body ? answer.length : 0;
}

std::uint64_t bytes_asked_about(const Request& request, FileBody file) {
  file.on_done = nullptr;
  // A HEAD has no ranges: only what its preconditions let through has a length.
  return represent(request, Response::file(std::move(file))).length;
}

}  // namespace aan::net
