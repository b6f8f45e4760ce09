#include "net/router.hpp"

#include <gtest/gtest.h>

namespace aan::net {
namespace {

Handler says(const std::string& name) {
  return [name](const Request&) { return Response::text(name); };
}

struct RouterTest : testing::Test {
  Router router;
  Request request;
  std::string find(Method method, const std::string& path) {
    request.method = method;
    request.path = path;
    const RouteMatch match = router.match(request);
    if (match.route) return std::get<std::string>(match.route->handler(request).body);
    std::string allowed = match.allowed.empty() ? "nothing" : "allowed";
    for (const Method m : match.allowed) allowed += " " + std::string(name_of(m));
    return allowed;
  }
};

TEST_F(RouterTest, TextWinsOverNamesAndNamesOverTheRest) {
  router.get("/books/{rest...}", says("rest"));
  router.get("/books/{slug}", says("slug"));
  router.get("/books/new", says("new"));
  router.get("/books/{slug}/sample", says("sample"));
  router.get("/", says("home"));
  EXPECT_EQ(find(Method::get, "/"), "home");
  EXPECT_EQ(find(Method::get, "/books/new"), "new");
  EXPECT_EQ(find(Method::get, "/books/x"), "slug");
  EXPECT_EQ(request.param("slug"), "x");
  EXPECT_EQ(find(Method::get, "/books/x/sample"), "sample");
  EXPECT_EQ(find(Method::get, "/books/x/y/z"), "rest");
  EXPECT_EQ(request.param("rest"), "x/y/z");
  EXPECT_EQ(find(Method::get, "/books"), "nothing");
  EXPECT_EQ(find(Method::get, "/books/"), "nothing");
  EXPECT_TRUE(request.params.empty());
}

TEST_F(RouterTest, OtherMethodsAreNamed) {
  router.get("/orders/{token}", says("get"));
  router.add(Method::delete_, "/orders/{token}", says("delete"));
  router.post("/orders", says("post"));
  EXPECT_EQ(find(Method::head, "/orders/a"), "get");
  EXPECT_EQ(find(Method::post, "/orders/a"), "allowed GET DELETE");
  EXPECT_EQ(find(Method::head, "/orders"), "allowed POST");
  EXPECT_EQ(find(Method::other, "/orders"), "allowed POST");
}

TEST_F(RouterTest, AMethodMayStandOnALessSpecificPattern) {
  router.post("/a/b", says("post"));
  router.get("/a/{x}", says("get"));
  EXPECT_EQ(find(Method::get, "/a/b"), "get");
  EXPECT_EQ(find(Method::post, "/a/b"), "post");
  EXPECT_EQ(find(Method::put, "/a/b"), "allowed POST GET");
}

TEST_F(RouterTest, BadPatternsEndTheProgram) {
  router.get("/a/{x}", says(""));
  EXPECT_DEATH(router.get("/a/{x}", says("")), "check failed");
  EXPECT_DEATH(router.get("a", says("")), "check failed");
  EXPECT_DEATH(router.get("/{x...}/a", says("")), "check failed");
}

TEST_F(RouterTest, ErrorPagesNeverShowTheDetail) {
  const Error error{Errc::internal, "s", "the secret path", "Sorry.", {}, ""};
  EXPECT_EQ(std::get<std::string>(router.render(request, 500, error).body), "Sorry.\n");
  router.set_error_renderer([](const Request&, int, const Error&) -> Response {
    throw std::runtime_error("broken template");
  });
  EXPECT_EQ(router.render(request, 500, error).status, 500);
}

TEST(Form, IsDecodedWithinLimits) {
  const auto form = parse_form("a=1&b=x+y%21&a=2&c&&d=%C3%A9", {}).value();
  EXPECT_EQ(form.find("a"), "1");
  EXPECT_EQ(form.all("a").size(), 2U);
  EXPECT_EQ(form.find("b"), "x y!");
  EXPECT_EQ(form.find("c"), "");
  EXPECT_EQ(form.find("d"), "é");
  EXPECT_EQ(form.find("e"), std::nullopt);
  for (const char* wrong : {"a=%", "a=%f", "a=%zz", "a=%00", "a=%ff", "%c0%af=1"})
    EXPECT_FALSE(parse_form(wrong, {})) << wrong;
  EXPECT_EQ(parse_form("a&b&c", {.fields_max = 2}).error().code, Errc::too_large);
  EXPECT_EQ(parse_form("a=12345", {.value_bytes_max = 4}).error().code, Errc::too_large);
}

TEST(Cookie, IsFoundAndNamedByScheme) {
  Request request;
  request.headers = {{"cookie", "x=1; cart-plain=a=b; cart-plain=second"}, {"cookie", "y=\"2\""}};
  EXPECT_EQ(request.cookie("cart-plain"), "a=b");
  EXPECT_EQ(request.cookie("y"), "2");
  EXPECT_EQ(request.cookie("cart"), std::nullopt);
  Response response;
  response.set_cookie(request, "cart", "v", {.max_age = Duration::days(1)});
  EXPECT_EQ(response.header("set-cookie"),
            "cart-plain=v; Path=/; Max-Age=86400; SameSite=Lax; HttpOnly");
  request.scheme = "https";
  EXPECT_EQ(cookie_name(request, "cart"), "__Host-cart");
}

TEST(Response, NoValueBeginsAnotherHeader) {
  const Response r = Response::redirect("/a\r\nSet-Cookie: x=1");
  EXPECT_EQ(r.header("location"), "/a  Set-Cookie: x=1");
}

}  // namespace
}  // namespace aan::net
