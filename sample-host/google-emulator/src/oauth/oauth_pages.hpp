#pragma once

#include <string>
#include <vector>

/// HTML of the consent pages: plain forms without scripts.
namespace emulator {

struct AccountChoice {
  std::string email;
  std::string note;  ///< e.g. "Administrator of Acme Inc."
};

struct ScopeChoice {
  std::string scope;
  std::string description;
};

std::string chooser_page(const std::string& request, const std::vector<AccountChoice>& accounts,
                         const std::string& preselected);
std::string consent_page(const std::string& request, const std::string& account,
                         const std::vector<ScopeChoice>& scopes);
/// Google shows such errors to the user instead of redirecting to the application.
std::string refusal_page(const std::string& error, const std::string& explanation);
extern const char* const kStyleSheet;

}  // namespace emulator
