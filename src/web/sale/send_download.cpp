#include "web/sale/send_download.hpp"

#include "net/pieces.hpp"

namespace aan::web {
namespace {

net::FilePieces pieces_of(catalog::StampedCopy copy) {
  net::FilePieces pieces;
  for (catalog::StampedPiece& piece : copy.pieces)
    pieces.push_back({piece.offset, piece.length, std::move(piece.bytes)});
  return pieces;
}

}  // namespace

std::string download_etag(std::string_view digest_hex) {
  return "\"" + std::string(digest_hex.substr(0, 32)) + "\"";
}

Result<net::Response> send_download(service::Deliver& deliver, service::Delivery delivery,
                                    const net::Request& request) {
  net::FileBody body;
  body.file = net::share(std::move(delivery.content));
  body.size = delivery.copy ? delivery.copy->size : delivery.file.size;
  if (delivery.copy) body.pieces = net::share(pieces_of(*std::move(delivery.copy)));
  body.etag = download_etag(delivery.digest_hex);
  body.content_type = delivery.file.media_type;
  body.disposition = net::attachment(delivery.file.file_name);
  const std::uint64_t wanted = net::bytes_asked_about(request, body);
  if (request.method == net::Method::head) {
    AAN_TRY(deliver.look(delivery.token_digest, wanted));
  } else {
    AAN_TRY(deliver.reserve(delivery.token_digest, wanted));
    body.on_done = [&deliver, digest = delivery.token_digest, wanted](std::uint64_t sent) {
      deliver.finish(digest, wanted, sent);
    };
  }
  net::Response response = net::Response::file(std::move(body));
  response.set("cache-control", "private, no-store");
  response.set("content-security-policy", "default-src 'none'; sandbox");
  return response;
}

}  // namespace aan::web
