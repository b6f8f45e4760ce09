#pragma once
#include "api/answer_cache.hpp"
#include "net/router.hpp"
#include "service/library/reader_password.hpp"
#include "service/library/sync_places.hpp"
#include "service/use_cases.hpp"

namespace aan::opds {

/// What the feeds stand on. All of it outlives the router.
struct Front {
  const service::UseCases& use;
  api::AnswerCache& answers;  ///< feeds of the catalogue, kept for one generation of it
  service::ReaderDoor& readers;
  service::SyncPlaces& places;
};

/// Adds the catalogue for reading apps: OPDS 1.2 below /opds, OPDS 2.0 below /opds/v2, and the
/// shelf of whoever bought something, and below /kosync the places in what they read.
void add_routes(net::Router& router, const Front& front);

/// Whether KOReader keeps its places there.
[[nodiscard]] bool is_kosync(const net::Request& request);
/// An error in the words of its protocol.
net::Response render_sync_error(int status, const Error& error);

}  // namespace aan::opds
