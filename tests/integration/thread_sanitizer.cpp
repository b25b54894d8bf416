// What ThreadSanitizer can't see, and would report as races.

#if defined(__SANITIZE_THREAD__)
#    define ACS_TESTS_THREAD_SANITIZER
#elif defined(__has_feature)
#    if __has_feature(thread_sanitizer)
#        define ACS_TESTS_THREAD_SANITIZER
#    endif
#endif

#if defined(ACS_TESTS_THREAD_SANITIZER)
extern "C" const char* __tsan_default_suppressions();
const char* __tsan_default_suppressions()
{
    // Asio counts the references of an executor with a release decrement and an acquire fence before the
    // deletion. ThreadSanitizer does not model fences.
    return "race:boost::asio::execution::detail::shared_target_executor\n"
           // OpenSSL is not compiled with the sanitizer: its atomic operations are invisible, its calls of
           // memcmp are not.
           "called_from_lib:libcrypto.so\n"
           "called_from_lib:libssl.so\n";
}
#endif
