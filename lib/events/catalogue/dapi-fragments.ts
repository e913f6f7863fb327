/**
 * DAPI texts that stand inside other messages as %1 and the like (Q261288), in the form of the other table: words,
 * reasons of the address generator, of object management, and of the directory service. `-`: no name is printed.
 */
export const DAPI_FRAGMENTS = `
61441 P IDS_TAB <tab>%0
61442 P IDS_CHARACTERS characters%0
61443 P IDS_OCTETS octets%0
61568 I PROXY_SUBST_GENERAL_FAILURE GENERAL_FAILURE%0
61569 I PROXY_SUBST_FAILURES SOME_PROXIES_FAILED%0
61570 I PROXY_SUBST_TARGET_INVALID TARGET_ADDRESS_NOT_VALID%0
61571 I PROXY_SUBST_TARGET_NOT_UNIQUE TARGET_ADDRESS_NOT_UNIQUE%0
61572 I PROXY_SUBST_DLL_NOT_IMPLEMENTED DLL_NOT_IMPLEMENTED%0
61573 I PROXY_SUBST_OOM OUT_OF_MEMORY%0
61574 I PROXY_SUBST_DLL_ERROR GENERAL_FAILURE%0
61575 I PROXY_SUBST_DLL_PROTOCOL PROTOCOL_ERROR%0
61576 I PROXY_SUBST_SYNTAX SYNTAX_ERROR%0
61577 I PROXY_SUBST_EOF END_OF_FILE%0
61578 I PROXY_SUBST_SOFTWARE SOFTWARE_ERROR%0
61579 I PROXY_SUBST_CONFIGURATION CONFIGURATION_ERROR%0
61580 I PROXY_SUBST_CONTENTION CONTENTION_ERROR%0
61581 I PROXY_SUBST_NOT_FOUND DLL_NOT_FOUND%0
61582 I PROXY_SUBST_ OUT_OF_DISK_SPACE%0
61583 I PROXY_SUBST_EXCEPTION EXCEPTION_ENCOUNTERED%0
61584 I PROXY_SUBST_DEFAULT GENERAL_FAILURE%0
61585 I PROXY_SUBST_INVALID PROXY_NOT_VALID%0
61586 I PROXY_SUBST_NOT_UNIQUE PROXY_NOT_UNIQUE%0
61587 I PROXY_SUBST_DUPLICATE DUPLICATE_PROXY_SPECIFIED%0
61697 I ENCODING_INVALID ENCODING_INVALID%0
61698 I FUNCTION_DECLINED FUNCTION_DECLINED%0
61699 I FUNCTION_INTERRUPTED FUNCTION_INTERRUPTED%0
61700 I MEMORY_INSUFFICIENT MEMORY_INSUFFICIENT%0
61701 I NETWORK_ERROR NETWORK_ERROR%0
61702 I NO_SUCH_CLASS NO_SUCH_CLASS%0
61703 I NO_SUCH_EXCLUSION NO_SUCH_EXCLUSION%0
61704 I NO_SUCH_MODIFICATION NO_SUCH_MODIFICATION%0
61705 I NO_SUCH_RULES NO_SUCH_RULES%0
61706 I NO_SUCH_SYNTAX NO_SUCH_SYNTAX%0
61707 I NO_SUCH_TYPE NO_SUCH_TYPE%0
61708 I NO_SUCH_WORKSPACE NO_SUCH_WORKSPACE%0
61709 I NOT_AN_ENCODING NOT_AN_ENCODING%0
61710 I NOT_CONCRETE NOT_CONCRETE%0
61711 I NOT_PRESENT NOT_PRESENT%0
61712 I NOT_PRIVATE NOT_PRIVATE%0
61713 I NOT_THE_SERVICES NOT_THE_SERVICES%0
61714 I PERMANENT_ERROR PERMANENT_ERROR%0
61715 I POINTER_INVALID POINTER_INVALID%0
61716 I SYSTEM_ERROR SYSTEM_ERROR%0
61717 I TEMPORARY_ERROR TEMPORARY_ERROR%0
61718 I TOO_MANY_VALUES TOO_MANY_VALUES%0
61719 I VALUES_NOT_ADJACENT VALUES_NOT_ADJACENT%0
61720 I WRONG_VALUE_LENGTH WRONG_VALUE_LENGTH%0
61721 I WRONG_VALUE_MAKEUP WRONG_VALUE_MAKEUP%0
61722 I WRONG_VALUE_NUMBER WRONG_VALUE_NUMBER%0
61723 I WRONG_VALUE_POSITION WRONG_VALUE_POSITION%0
61724 I WRONG_VALUE_SYNTAX WRONG_VALUE_SYNTAX%0
61725 I WRONG_VALUE_TYPE WRONG_VALUE_TYPE%0
61726 I BEYOND_LAST_OM_ERROR one beyond the last XOM problem%0
61952 I XDS_PROBLEMS DS_SUCCESS%0
61953 I DS_PROBLEM_ADMIN_LIMIT_EXCEEDED The maximum number of administrative connections to the server has been exceeded. Try again later or connect to a different server.
61954 I DS_PROBLEM_AFFECTS_MULTIPLE_DSAS This change affects more than one directory.
61955 I DS_PROBLEM_ALIAS_DEREFERENCING_PROBLEM The object referenced by this alias is not available.
61956 I DS_PROBLEM_ALIAS_PROBLEM There is a problem with the object referenced by this alias.
61957 I DS_PROBLEM_ATTRIBUTE_OR_VALUE_EXISTS An internal processing error has occurred: the attribute or value exists. Try restarting the application or the Microsoft Exchange Server computer, or both.
61958 I DS_PROBLEM_BAD_ARGUMENT An internal processing error has occurred: invalid argument. Try restarting the application or the Microsoft Exchange Server computer, or both.
61959 I DS_PROBLEM_BAD_CLASS An internal processing error has occurred: invalid object class. Try restarting the application or the Microsoft Exchange Server computer, or both.
61960 I DS_PROBLEM_BAD_CONTEXT An internal processing error has occurred: invalid context. Try restarting the application or the Microsoft Exchange Server computer, or both.
61961 I DS_PROBLEM_BAD_NAME An internal processing error has occurred: invalid name. Try restarting the application or the Microsoft Exchange Server computer, or both.
61962 I DS_PROBLEM_BAD_SESSION An internal processing error has occurred: invalid session. Try restarting the application or the Microsoft Exchange Server computer, or both.
61963 I DS_PROBLEM_BAD_WORKSPACE An internal processing error has occurred: invalid workspace. Try restarting the application or the Microsoft Exchange Server computer, or both.
61964 I DS_PROBLEM_BUSY The directory is busy. Wait a few minutes and try again.
61965 I DS_PROBLEM_CANNOT_ABANDON An internal processing error has occurred: cannot abandon the operation. Try restarting the application or the Microsoft Exchange Server computer, or both.
61966 I DS_PROBLEM_CHAINING_REQUIRED You must make a connection to the Microsoft Exchange Server computer.
61967 I DS_PROBLEM_COMMUNICATIONS_PROBLEM The Microsoft Exchange Server computer does not respond.
61968 I DS_PROBLEM_CONSTRAINT_VIOLATION The value specified for an attribute is either too big, too small, or not valid.
61969 I DS_PROBLEM_DIT_ERROR An internal processing error has occurred: directory information tree error. Try restarting the application or the Microsoft Exchange Server computer, or both.
61970 I DS_PROBLEM_ENTRY_EXISTS This entry already exists. You can modify the existing entry.
61971 I DS_PROBLEM_INAPPROP_AUTHENTICATION An internal processing error has occurred: inappropriate authentication. Try restarting the application or the Microsoft Exchange Server computer, or both.
61972 I DS_PROBLEM_INAPPROP_MATCHING An internal processing error has occurred: inappropriate matching. Try restarting the application or the Microsoft Exchange Server computer, or both.
61973 I DS_PROBLEM_INSUFFICIENT_ACCESS_RIGHTS You do not have the permissions required to complete the operation.
61974 I DS_PROBLEM_INVALID_ATTRIBUTE_SYNTAX An internal processing error has occurred: invalid attribute syntax. Try restarting the application or the Microsoft Exchange Server computer, or both.
61975 I DS_PROBLEM_INVALID_ATTRIBUTE_VALUE An internal processing error has occurred: invalid attribute value. Try restarting the application or the Microsoft Exchange Server computer, or both.
61976 I DS_PROBLEM_INVALID_CREDENTIALS An internal processing error has occurred: invalid credentials. Try restarting the application or the Microsoft Exchange Server computer, or both.
61977 I DS_PROBLEM_INVALID_REF An internal processing error has occurred: invalid reference. Try restarting the application or the Microsoft Exchange Server computer, or both.
61978 I DS_PROBLEM_INVALID_SIGNATURE An internal processing error has occurred: invalid object signature. Try restarting the application or the Microsoft Exchange Server computer, or both.
61979 I DS_PROBLEM_LOOP_DETECTED An internal processing error has occurred: loop detected. Try restarting the application or the Microsoft Exchange Server computer, or both.
61980 I DS_PROBLEM_MISCELLANEOUS An internal processing error has occurred: unknown directory error. Try restarting the application or the Microsoft Exchange Server computer, or both.
61981 I DS_PROBLEM_MISSING_TYPE An internal processing error has occurred: missing type. Try restarting the application or the Microsoft Exchange Server computer, or both.
61982 I DS_PROBLEM_MIXED_SYNCHRONOUS The directory is currently performing a replication operation which prevents completion of this operation. Wait a few minutes and then try again.
61983 I DS_PROBLEM_NAMING_VIOLATION An internal processing error has occurred: naming violation. Try restarting the application or the Microsoft Exchange Server computer, or both.
61984 I DS_PROBLEM_NO_INFORMATION An internal processing error has occurred: required information is not available. Try restarting the application or the Microsoft Exchange Server computer, or both.
61985 I DS_PROBLEM_NO_SUCH_ATTRIBUTE_OR_VALUE The attribute does not exist.
61986 I DS_PROBLEM_NO_SUCH_OBJECT The object does not exist.
61987 I DS_PROBLEM_NO_SUCH_OPERATION An internal processing error has occurred: invalid operation. Try restarting the application or the Microsoft Exchange Server computer, or both.
61988 I DS_PROBLEM_NOT_ALLOWED_ON_NON_LEAF The operation is not valid on a non-leaf node.
61989 I DS_PROBLEM_NOT_ALLOWED_ON_RDN The operation is not allowed on a relative distinguished name.
61990 I DS_PROBLEM_NOT_SUPPORTED An internal processing error has occurred: operation is not supported. Try restarting the application or the Microsoft Exchange Server computer, or both.
61991 I DS_PROBLEM_OBJECT_CLASS_MOD_PROHIB An internal processing error has occurred: object classes cannot be modified. Try restarting the application or the Microsoft Exchange Server computer, or both.
61992 I DS_PROBLEM_OBJECT_CLASS_VIOLATION An internal processing error has occurred: object class violation. Try restarting the application or the Microsoft Exchange Server computer, or both.
61993 I DS_PROBLEM_OUT_OF_SCOPE An internal processing error has occurred: out of scope. Try restarting the application or the Microsoft Exchange Server computer, or both.
61994 I DS_PROBLEM_PROTECTION_REQUIRED An internal processing error has occurred: protection required. Try restarting the application or the Microsoft Exchange Server computer, or both.
61995 I DS_PROBLEM_TIME_LIMIT_EXCEEDED An internal processing error has occurred: time limit exceeded. Try restarting the application or the Microsoft Exchange Server computer, or both.
61996 I DS_PROBLEM_TOO_LATE An internal processing error has occurred: time exceeded. Try restarting the application or the Microsoft Exchange Server computer, or both.
61997 I - The maximum number of operations has been reached.
61998 I DS_PROBLEM_TOO_MANY_SESSIONS The maximum number of sessions has been reached.
61999 I DS_PROBLEM_UNABLE_TO_PROCEED An internal processing error has occurred: directory unable to proceed. Try restarting the application or the Microsoft Exchange Server computer, or both.
62000 I DS_PROBLEM_UNAVAILABLE An internal processing error has occurred: information not available. Try restarting the application or the Microsoft Exchange Server computer, or both.
62001 I DS_PROBLEM_UNAVAILABLE_CRIT_EXT An internal processing error has occurred: unavailable Crit. Ext. Try restarting the application or the Microsoft Exchange Server computer, or both.
62002 I DS_PROBLEM_UNDEFINED_ATTRIBUTE_TYPE An internal processing error has occurred: undefined attribute type. Try restarting the application or the Microsoft Exchange Server computer, or both.
62003 I DS_PROBLEM_UNWILLING_TO_PERFORM An internal processing error has occurred: cannot perform operation. Try restarting the application or the Microsoft Exchange Server computer, or both.
62004 I DS_PROBLEM_NOT_ON_CURRENT_SITE Changes cannot be written to this directory object. Try connecting to a Microsoft Exchange Server computer in the same site as this object.
62005 I DS_FULL_DRIVE There is not enough space on the device.
62006 I DS_OUT_OF_MEMORY The server does not have enough memory.
62007 I DS_SYSTEM_ERROR An internal processing error has occurred: system error. Try restarting the application or the Microsoft Exchange Server computer, or both.
`;
