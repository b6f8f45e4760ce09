#include "api/kept_answer.hpp"

#include "api/routes.hpp"
#include "net/body.hpp"

namespace aan::api {
namespace {

std::string key_of(const net::Request& request) {
  return request.origin() + request.path + "?" + request.query_string;
}

}  // namespace

void add_kept(net::Router& router, AnswerCache& answers, std::string_view pattern,
              MakeAnswer make) {
  net::RouteOptions options = public_reading();
  options.on_io_thread = [&answers](const net::Request& request) {
    return answers.find(key_of(request));
  };
  router.get(pattern,
             answering([&answers, make = std::move(make)](
                           const net::Request& request) -> Answer<net::Response> {
               const std::int64_t generation = answers.generation();
               std::string json = AAN_TRY(make(request));
               const std::size_t bytes = 2 * json.size();
               net::Response response = net::Response::encoded(
                   net::encode_body(std::move(json), "application/json", net::Compress::fast));
               response.set("cache-control", "public, no-cache");
               answers.put(key_of(request), generation, response, bytes);
               return response;
             }),
             options);
}

}  // namespace aan::api
