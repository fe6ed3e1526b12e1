/* SPDX-License-Identifier: MPL-2.0 */
/* Forced into every file of the component with -include. From 2.38 on glibc gives programs an fmod
 * that glibc 2.37 and older do not have, and one such symbol keeps the component from being loaded
 * there. The old one is still in every glibc. */
#ifdef __x86_64__
__asm__(".symver fmod,fmod@GLIBC_2.2.5");
#endif
