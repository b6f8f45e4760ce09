"""What people do in a shop, page by page, without scripts: for the tests, and for the machine that has nothing else."""


class Buyer:
    def put_in_cart(self, browser, slug):
        page = browser.get("/books/" + slug).page
        return browser.submit(page.form_to("/cart/add"))

    def to_checkout(self, browser, cart, code=""):
        """The button below the cart, with what was typed as a code."""
        return browser.submit(cart.form_to("/cart/coupon"), {"coupon": code} if code else {}, ("go", "checkout"))

    def check_out(self, browser, name="", method="sandbox"):
        """From the cart to the processor's page; gives back its answer."""
        cart = browser.get("/cart").page
        checkout = self.to_checkout(browser, cart)
        form = checkout.page.form_to("/checkout")
        values = {"receipt_name": name}
        if "method" in form.names():
            values["method"] = method
        return browser.submit(form, values)

    def press(self, browser, response, action):
        """A button of the processor's page; gives back the order's page."""
        form = response.page.form_to(response.path)
        button = next([name, value] for name, value, _ in form.buttons if value == action)
        return browser.submit(form, button=button)
