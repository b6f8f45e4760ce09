#pragma once
#include <functional>
#include <optional>
#include <string>

#include "base/file.hpp"
#include "net/feed.hpp"
#include "net/http.hpp"
#include "ports/settings_book.hpp"
#include "service/books/import_list.hpp"
#include "service/books/ingest.hpp"
#include "service/desk/sign_in.hpp"
#include "service/webhook/manage.hpp"
#include "web/storefront.hpp"

namespace aan::web {

/// What every page of the desk stands on. All of it outlives the router.
struct DeskFront {
  const Storefront& shop;
  service::SignIn& sign_in;
  /// Called after a change of the catalogue, so that the next page shows it.
  std::function<void()> follow_catalogue;
  service::Ingest& ingest;
  service::ManageWebhooks& webhooks;
  ports::SettingsBook& settings;
  net::Feed* events = nullptr;           ///< null: nobody tells events
  service::ImportList* lists = nullptr;  ///< null: lists of books are refused
  /// The whole catalogue as a file in "json", "csv" or "onix", written down as exported under a
  /// name. Empty: it is not exported here.
  std::function<Result<FileDescriptor>(const std::string& format, const std::string& by)>
      export_catalogue = {};

  [[nodiscard]] const service::Room& room() const { return shop.use.room; }
};

/// A request at the desk, with who sent it.
struct Visit {
  const net::Request& request;
  std::string token;  ///< of the session; empty: not signed in
  std::optional<service::SignedIn> who;

  [[nodiscard]] const desk::Person& person() const { return who->person; }
  [[nodiscard]] bool may(desk::Action action) const {
    return who && desk::is_allowed(who->person.role, action);
  }
};

}  // namespace aan::web
