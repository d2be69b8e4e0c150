#include "oauth/oauth_pages.hpp"

#include "common/text.hpp"

namespace emulator {

const char* const kStyleSheet = R"(
:root { color-scheme: light dark; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; background: #f4f6f9; color: #1c2430; }
main { max-width: 34rem; margin: 3rem auto; padding: 2rem; background: #fff; border: 1px solid #cbd3de;
  border-radius: .75rem; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
.notice { margin: 0; padding: .6rem 1rem; background: #5b3d00; color: #fff; text-align: center; }
fieldset { border: 0; margin: 1rem 0; padding: 0; }
legend { font-weight: 600; padding: 0; }
.choice { display: flex; gap: .75rem; padding: .6rem .25rem; border-bottom: 1px solid #e2e7ee; }
.choice input { margin-top: .35rem; }
.choice small { display: block; color: #4a5568; overflow-wrap: anywhere; }
.buttons { display: flex; gap: .75rem; justify-content: flex-end; }
button { font: inherit; padding: .5rem 1.25rem; border: 1px solid #1a56b4; border-radius: .5rem; background: #fff;
  color: #1a56b4; cursor: pointer; }
button.primary { background: #1a56b4; color: #fff; }
:focus-visible { outline: 3px solid #e0a100; outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  body { background: #12161c; color: #e6ebf2; }
  main { background: #1b222c; border-color: #3a4657; }
  .choice { border-color: #2d3745; }
  .choice small { color: #a9b5c5; }
  button { background: #1b222c; color: #9cc2ff; border-color: #9cc2ff; }
  button.primary { background: #9cc2ff; color: #10151b; }
}
)";

namespace {

std::string page(const std::string& title, const std::string& content) {
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
         html_escape(title) +
         " - Google emulator</title>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" "
         "href=\"/emulator/style.css\">\n</head>\n<body>\n"
         "<p class=\"notice\" role=\"note\">This is an emulator for local use. It is not Google, and no real "
         "account "
         "is involved.</p>\n<main>\n<h1>" +
         html_escape(title) + "</h1>\n" + content + "</main>\n</body>\n</html>\n";
}

std::string form_start(const std::string& request) {
  return "<form method=\"post\" action=\"/o/oauth2/v2/auth\">\n<input type=\"hidden\" name=\"request\" "
         "value=\"" +
         html_escape(request) + "\">\n";
}

std::string choice(const std::string& type, const std::string& name, const std::string& value,
                   std::size_t number, bool ticked, const std::string& label, const std::string& note) {
  const std::string id = name + "-" + std::to_string(number);
  return "<div class=\"choice\"><input type=\"" + type + "\" id=\"" + id + "\" name=\"" + name +
         "\" value=\"" + html_escape(value) + "\"" + (ticked ? " checked" : "") +
         (type == "radio" ? " required" : "") + " aria-describedby=\"" + id + "-note\"><div><label for=\"" +
         id + "\">" + html_escape(label) + "</label><small id=\"" + id + "-note\">" + html_escape(note) +
         "</small></div></div>\n";
}

}  // namespace

std::string chooser_page(const std::string& request, const std::vector<AccountChoice>& accounts,
                         const std::string& preselected) {
  std::string content = form_start(request) + "<fieldset>\n<legend>Accounts</legend>\n";
  for (std::size_t i = 0; i < accounts.size(); ++i)
    content += choice("radio", "account", accounts[i].email, i + 1,
                      compare_ignoring_case(accounts[i].email, preselected) == 0, accounts[i].email,
                      accounts[i].note);
  content +=
      "</fieldset>\n<div class=\"buttons\"><button class=\"primary\" "
      "type=\"submit\">Continue</button></div>\n"
      "</form>\n";
  return page("Choose an account", content);
}

std::string consent_page(const std::string& request, const std::string& account,
                         const std::vector<ScopeChoice>& scopes) {
  std::string content = "<p>Signed in as <strong>" + html_escape(account) +
                        "</strong>. The application wants access to what is ticked below.</p>\n" +
                        form_start(request) +
                        "<fieldset>\n<legend>Select what the application can access</legend>\n";
  for (std::size_t i = 0; i < scopes.size(); ++i)
    content +=
        choice("checkbox", "scope", scopes[i].scope, i + 1, true, scopes[i].description, scopes[i].scope);
  content +=
      "</fieldset>\n<div class=\"buttons\">"
      "<button type=\"submit\" name=\"action\" value=\"cancel\">Cancel</button>"
      "<button class=\"primary\" type=\"submit\" name=\"action\" "
      "value=\"allow\">Allow</button></div>\n</form>\n";
  return page("The application wants access to your Google Account", content);
}

std::string refusal_page(const std::string& error, const std::string& explanation) {
  return page("Access blocked",
              "<p>" + html_escape(explanation) + "</p>\n<p>Error 400: " + html_escape(error) + "</p>\n");
}

}  // namespace emulator
